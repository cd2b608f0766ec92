# SPDX-License-Identifier: MIT
"""What the program is made of, as the build itself recorded it: the archives that the linker read and every file that the
compiler read for them. A list by hand would be wrong with the next change.

Needs the build folder (ninja) and dpkg, so a Debian machine."""
import collections
import json
import pathlib
import re
import subprocess

# SPDX: the licence of the part that is linked. A package that is missing here is told of without one, and a test fails.
LICENCES = {
    "cli11": "BSD-3-Clause",
    "fmtlib": "MIT",
    "gcc-12": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "gcc-12-cross": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "glibc": "LGPL-2.1-or-later",
    "cross-toolchain-base": "LGPL-2.1-or-later",
    "howardhinnant-date": "MIT",
    "hyperscan": "BSD-3-Clause",
    "inih": "BSD-3-Clause",
    "libinih": "BSD-3-Clause",
    "nlohmann-json3": "MIT",
    "re2": "BSD-3-Clause",
    "tomlplusplus": "MIT",
}
# Numbers of system calls and errors: by their own exception (Linux-syscall-note) they make nothing a derived work.
NOT_LINKED = {"linux", "linux-libc-dev"}
DATABASE = "var/lib/dpkg"
COMMON_LICENCES = pathlib.Path("/usr/share/common-licenses")

# texts: [(name of the file, its text)]
Component = collections.namedtuple("Component", "kind name version licence texts")


def run(command, cwd=None):
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise ValueError("%s: %s" % (" ".join(map(str, command[:3])), done.stderr.decode(errors="replace").strip()))
    return done.stdout.decode()


def linked_files(build):
    """What the linker read, from its dependency file."""
    path = build / "credlint.link.d"
    if not path.exists():
        raise ValueError("%s is missing: build the program here first" % path)
    rule = path.read_text(encoding="utf-8").split("\n\n")[0]
    return rule.replace("\\\n", " ").partition(":")[2].split()


def objects_of(build, archives):
    """The objects that were put into archives of the build folder."""
    objects, reading = [], False
    for line in run(["ninja", "-t", "query"] + archives, build).splitlines():
        if line.startswith("  input:"):
            reading = True
        elif line.startswith("  outputs:"):
            reading = False
        elif reading and line.strip().endswith(".o"):
            objects.append(line.strip())
    return objects


def compiled_files(build, objects):
    """What the compiler read for them. Paths below the build folder are relative to it."""
    return {line.strip() for line in run(["ninja", "-t", "deps"] + objects, build).splitlines() if line.startswith("    ")}


def files_of(build):
    """All files that are in the program, whole or in part, as absolute paths."""
    linked = linked_files(build)
    own = [path for path in linked if not path.startswith("/")]
    archives = [path for path in own if path.endswith(".a")]
    objects = [path for path in own if path.endswith(".o")] + objects_of(build, archives)
    found = set(linked) | compiled_files(build, objects)
    return {(build / path).resolve() for path in found}


def npm_components(files):
    """The packages below node_modules that the files are of."""
    folders = set()
    for path in files:
        above, mark, below = str(path).rpartition("/node_modules/")
        if mark:
            parts = below.split("/")
            folders.add(pathlib.Path(above + mark) / "/".join(parts[:2 if parts[0].startswith("@") else 1]))
    for folder in sorted(folders):
        about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        texts = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("LICEN[CS]E*"))]
        yield Component("npm", about["name"], about["version"], about.get("license"), texts)


def by_root(files):
    """The files of the root of another machine (sysroot.sh), as that machine names them, by the path of the root. All others
    are this machine's, whose root is ""."""
    roots = collections.defaultdict(set)
    for path in files:
        root, mark, below = str(path).rpartition("/usr/")
        if root and (pathlib.Path(root) / DATABASE / "status").exists():
            roots[root].add(mark + below)
        else:
            roots[""].add(path)
    return roots


def dpkg_query(root, *words):
    return ["dpkg-query", *(["--admindir", "%s/%s" % (root, DATABASE)] if root else []), *words]


def debian_packages(root, files):
    """The names of the packages that installed the files; a file of none is nobody's."""
    paths = sorted(str(path) for path in files)
    done = subprocess.run(dpkg_query(root, "--search", *paths), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    names = set()
    for line in done.stdout.decode().splitlines():
        if not line.startswith("diversion "):
            names.update(name.strip() for name in line.partition(": ")[0].split(","))
    return sorted(names)


def system_files(files):
    """Of those the system brought, with the names that dpkg knows them by (/lib is /usr/lib)."""
    outside = [path for path in files if str(path).startswith(("/usr/", "/lib/", "/lib64/"))]
    return {str(path) for path in outside} | {str(path)[len("/usr"):] for path in outside if str(path).startswith("/usr/lib")}


def debian_components(root, files):
    by_source = collections.OrderedDict()
    form = "${source:Package} ${source:Version}\n"
    for package in debian_packages(root, system_files(files)):
        source, version = run(dpkg_query(root, "--show", "--showformat", form, package)).split()
        if source not in NOT_LINKED:
            by_source.setdefault((source, version), []).append(package.partition(":")[0])
    for (source, version), packages in by_source.items():
        texts = {}
        for package in packages:
            path = pathlib.Path(root + "/usr/share/doc") / package / "copyright"
            if path.exists():
                texts.setdefault(path.read_text(encoding="utf-8", errors="replace"), package)
        yield Component("deb", source, version, LICENCES.get(source), [(name, text) for text, name in texts.items()])


def components_of(build):
    """Everything but credlint's own code, sorted by name."""
    files = files_of(pathlib.Path(build).resolve())
    system = [component for root, of_root in by_root(files).items() for component in debian_components(root, of_root)]
    return sorted(list(npm_components(files)) + system)


HEAD = """\
credlint holds, linked or compiled in, the works below. Here are their licences, as their packages state them.

glibc is under the GNU Lesser General Public License: credlint can be linked anew with a changed one from its sources,
which are public ({homepage}), by ./dev build.
"""


def common_licences(texts):
    """The licences that Debian's texts name by path only."""
    names = set()
    for text in texts:
        names.update(re.findall(r"/usr/share/common-licenses/([A-Za-z][A-Za-z0-9.-]*[A-Za-z0-9])", text))
    paths = sorted({(COMMON_LICENCES / name).resolve() for name in names if (COMMON_LICENCES / name).exists()})
    return [(path.name, path.read_text(encoding="utf-8", errors="replace")) for path in paths]


def notices(components, homepage):
    """THIRD_PARTY_LICENSES: every text once, under the names that it is for."""
    by_text = collections.OrderedDict()
    for component in components:
        for _, text in component.texts or [("", "Licence: %s\n" % component.licence)]:
            by_text.setdefault(text.strip() + "\n", []).append("%s %s" % (component.name, component.version))
    rule = "=" * 100 + "\n"
    out = HEAD.format(homepage=homepage)
    for text, names in by_text.items():
        out += "\n%s%s\n%s\n%s" % (rule, "\n".join(names), rule, text)
    for name, text in common_licences(by_text):
        out += "\n%sThe licence that is called %s above\n%s\n%s" % (rule, name, rule, text)
    return out
