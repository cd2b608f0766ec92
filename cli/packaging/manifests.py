# SPDX-License-Identifier: MIT
"""What other package managers read: it names the release's files and their checksums, and brings nothing of its own."""
import hashlib

MACHINE_NAMES = {"x86_64": "x86-64", "aarch64": "arm64"}
ARCHITECTURES = {"x86_64": "intel", "aarch64": "arm"}
SUMMARY = "Finds, from files alone, why AWS will refuse credentials"

FORMULA = """\
# Homebrew on Linux. Source: https://docs.brew.sh/Formula-Cookbook
class Credlint < Formula
  desc "{summary}"
  homepage "{homepage}"
  version "{version}"
  license "MIT"
  depends_on :linux

{platforms}
  def install
    bin.install "credlint"
    man1.install "credlint.1"
    bash_completion.install "completions/credlint.bash" => "credlint"
    zsh_completion.install "completions/_credlint"
    fish_completion.install "completions/credlint.fish"
  end

  test do
    assert_match "credlint {version}", shell_output("#{{bin}}/credlint --version")
  end
end
"""

PKGBUILD = """\
# Arch Linux, the user repository. Source: https://wiki.archlinux.org/title/PKGBUILD
pkgname=credlint-bin
pkgver={version}
pkgrel=1
pkgdesc="{summary}"
arch=({machines})
url="{homepage}"
license=('MIT')
optdepends=('git: check --staged, --diff and --history')
provides=('credlint')
conflicts=('credlint')
options=('!strip')
{sources}
package() {{
  cd "credlint-$pkgver-linux-$CARCH"
  install -Dm755 credlint "$pkgdir/usr/bin/credlint"
  install -Dm644 credlint.1 "$pkgdir/usr/share/man/man1/credlint.1"
  install -Dm644 completions/credlint.bash "$pkgdir/usr/share/bash-completion/completions/credlint"
  install -Dm644 completions/_credlint "$pkgdir/usr/share/zsh/site-functions/_credlint"
  install -Dm644 completions/credlint.fish "$pkgdir/usr/share/fish/vendor_completions.d/credlint.fish"
  install -Dm644 LICENSE THIRD_PARTY_LICENSES -t "$pkgdir/usr/share/licenses/$pkgname"
}}
"""


SRCINFO = """\
pkgbase = credlint-bin
\tpkgdesc = {summary}
\tpkgver = {version}
\tpkgrel = 1
\turl = {homepage}
{machines}\tlicense = MIT
\toptdepends = git: check --staged, --diff and --history
\tprovides = credlint
\tconflicts = credlint
\toptions = !strip
{sources}
pkgname = credlint-bin
"""


def address(release, path):
    return "%s/releases/download/v%s/%s" % (release.homepage, release.version, path.name)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_formula(folder, release, tarballs):
    platforms = ""
    for machine, path in tarballs.items():
        platforms += "  on_%s do\n    url \"%s\"\n    sha256 \"%s\"\n  end\n\n" % (
            ARCHITECTURES[machine], address(release, path), digest(path))
    out = folder / "credlint.rb"
    out.write_text(FORMULA.format(summary=SUMMARY, homepage=release.homepage, version=release.version,
                                  platforms=platforms.rstrip("\n") + "\n"), encoding="utf-8")
    return out


def write_pkgbuild(folder, release, tarballs):
    sources = ""
    for machine, path in tarballs.items():
        sources += "source_%s=(\"%s\")\nsha256sums_%s=('%s')\n" % (machine, address(release, path), machine, digest(path))
    out = folder / "PKGBUILD"
    machines = " ".join("'%s'" % machine for machine in tarballs)
    out.write_text(PKGBUILD.format(summary=SUMMARY, homepage=release.homepage, version=release.version, machines=machines,
                                   sources=sources), encoding="utf-8")
    return out


def write_srcinfo(folder, release, tarballs):
    """What the Arch user repository wants beside the PKGBUILD, there as .SRCINFO: what makepkg --printsrcinfo says of it."""
    machines = "".join("\tarch = %s\n" % machine for machine in tarballs)
    sources = "".join("\tsource_%s = %s\n\tsha256sums_%s = %s\n" % (machine, address(release, path), machine, digest(path))
                      for machine, path in tarballs.items())
    out = folder / "SRCINFO"
    out.write_text(SRCINFO.format(summary=SUMMARY, homepage=release.homepage, version=release.version, machines=machines,
                                  sources=sources), encoding="utf-8")
    return out


INSTALL = """\
# credlint {version}: how to install it

Linux on {machines}; every program is one static file. `sha256sum --check --ignore-missing SHA256SUMS` checks what was downloaded from
{homepage}/releases/tag/v{version}

| with | line |
| --- | --- |
| Python | `pipx install credlint=={version}`, or once: `uvx credlint@{version} check` |
| Node.js | `npm install --save-dev credlint@{version}`, or once: `npx credlint@{version} check` |
{rows}| Homebrew on Linux | `brew tap-new --no-git my/tap && cp credlint.rb "$(brew --repository my/tap)/Formula/" && brew install my/tap/credlint` |
| Arch | `makepkg -si` beside `PKGBUILD` (in the user repository `SRCINFO` is `.SRCINFO`) |

Windows: in WSL, by any of these lines. There is no program for Windows itself yet, so nothing for winget or scoop. macOS: not yet.
"""

# By how the file's name ends: who installs it, and with which line.
LINES = [
    (".deb", "Debian, Ubuntu", "sudo apt install ./{name}"),
    (".rpm", "Fedora, RHEL, SUSE", "sudo dnf install ./{name}"),
    ("-rootfs.tar.gz", "a container", "docker import --change 'ENTRYPOINT [\"/usr/bin/credlint\"]' {name} credlint:{version}"),
    (".tar.gz", "a folder", "tar -xzf {name}, and put `credlint` on the PATH"),
]


def install_rows(version, paths):
    rows = ""
    for path in sorted(paths):
        for ending, who, line in LINES:
            if path.name.endswith(ending):
                command, comma, rest = line.format(name=path.name, version=version).partition(", ")
                rows += "| %s | `%s`%s%s |\n" % (who, command, comma, rest)
                break
    return rows


def write_install(folder, release, made):
    """INSTALL.md: the lines that install this very release; its notes begin with it."""
    machines = " and ".join(sorted(MACHINE_NAMES[target.machine] for target in release.targets))
    out = folder / "INSTALL.md"
    out.write_text(INSTALL.format(version=release.version, homepage=release.homepage, machines=machines,
                                  rows=install_rows(release.version, made)), encoding="utf-8")
    return out


def write_all(folder, release, tarballs, made):
    """tarballs: the path of each by its machine; made: all files that there are for systems to install."""
    return [write_formula(folder, release, tarballs), write_pkgbuild(folder, release, tarballs),
            write_srcinfo(folder, release, tarballs),
            write_install(folder, release, made)]
