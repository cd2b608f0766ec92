#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The hooks as pre-commit runs them, on real repositories: by the manifest at the root with credlint on the PATH, and by
the mirror, which installs the wheel."""
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import support  # noqa: E402
from support import BROKEN, CLEAN, RULE, Case, Repository  # noqa: E402

BY_NAMES = "credlint"
BY_INDEX = "credlint (staged)"


def results_of(outcome):
    """What pre-commit says of each hook: Passed, Failed or Skipped."""
    lines = re.findall(r"^(credlint(?: \(staged\))?)\.+(?:\(no files to check\))?(\w+)$", outcome.out + outcome.err, re.MULTILINE)
    return dict(lines)


class Hooks:
    """The tests of both ways to get the program. One pre-commit home serves a whole class, as it does for a person."""

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory(prefix="credlint-pre-commit-")
        cls.shared = pathlib.Path(cls.home.name).resolve()
        cls.hooks = Repository(cls.shared / "hooks", support.clean_environment(cls.shared))
        cls.fill(cls.hooks)
        cls.hooks.commit_all("hooks")
        cls.hooks.git("tag", "v1")

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def setUp(self):
        super().setUp()
        self.env["PRE_COMMIT_HOME"] = str(self.shared / "home")
        self.prepare()

    def hooked(self, repository):
        """Installs both hooks there, uncommitted, as they are for the person who tries them."""
        config = self.folder / "pre-commit.yaml"
        config.write_text("repos:\n- repo: %s\n  rev: v1\n  hooks: [{id: credlint}, {id: credlint-staged}]\n"
                          % self.hooks.folder, encoding="utf-8")
        done = repository.run("pre-commit", "install", "--config", config, "-t", "pre-commit", "-t", "pre-merge-commit")
        self.assertEqual(done.code, 0, done)
        return repository

    def new_repository(self):
        return self.hooked(self.repository())

    def try_commit(self, repository, *arguments):
        return repository.try_git("commit", "--message", "next", *arguments)

    def assert_refused(self, outcome, by=(BY_NAMES, BY_INDEX)):
        self.assertEqual(outcome.code, 1, outcome)
        self.assertIn(RULE, outcome.out + outcome.err)
        failed = {name for name, result in results_of(outcome).items() if result == "Failed"}
        self.assertEqual(failed, set(by), outcome)
        self.assertNotIn(support.SECRET, outcome.out + outcome.err)

    def assert_accepted(self, outcome):
        self.assertEqual(outcome.code, 0, outcome)
        self.assertEqual(set(results_of(outcome)), {BY_NAMES, BY_INDEX}, outcome)

    def test_try_repo_over_all_files(self):
        repository = self.repository()
        repository.write("a/credentials", BROKEN)
        repository.commit_all("broken")
        outcome = repository.run("pre-commit", "try-repo", self.hooks.folder, "credlint", "--ref", "v1", "--all-files")
        self.assert_refused(outcome, by=[BY_NAMES])

    def test_run_over_all_files(self):
        repository = self.new_repository()
        repository.write("a/credentials", BROKEN)
        repository.commit_all("broken")
        outcome = repository.run("pre-commit", "run", "--config", self.folder / "pre-commit.yaml", "--all-files")
        self.assert_refused(outcome, by=[BY_NAMES])

    def test_a_staged_fault_is_refused_and_its_repair_accepted(self):
        repository = self.new_repository()
        before = repository.head()
        repository.write("credentials", BROKEN)
        repository.git("add", "credentials")
        self.assert_refused(self.try_commit(repository))
        self.assertEqual(repository.head(), before)
        repository.write("credentials", CLEAN)
        repository.git("add", "credentials")
        self.assert_accepted(self.try_commit(repository))
        self.assertNotEqual(repository.head(), before)

    def test_a_fault_that_only_the_index_has_is_refused(self):
        repository = self.new_repository()
        repository.write("credentials", BROKEN)
        repository.git("add", "credentials")
        repository.write("credentials", CLEAN)
        self.assert_refused(self.try_commit(repository))
        self.assertEqual(repository.read("credentials"), CLEAN)

    def test_a_fault_that_is_not_staged_does_not_count(self):
        repository = self.new_repository()
        repository.write("settings.ini", CLEAN + "output = json\n")
        repository.git("add", "settings.ini")
        repository.write("settings.ini", CLEAN + "output = json\n" + BROKEN)
        repository.write("untracked", BROKEN)
        self.assert_accepted(self.try_commit(repository))
        self.assertIn(RULE, repository.run(support.BINARY, "check", "settings.ini").out)

    def test_names_of_every_kind(self):
        repository = self.new_repository()
        names = ["two  words.env", "\u00fcml\u00e4ut \u96ea", "-n", "--exit-zero", "quote'\".ini", "$(touch injected)", "*"]
        for name in names:
            repository.write(name, BROKEN)
        repository.git("add", "--all", "--", ".")
        outcome = self.try_commit(repository)
        self.assert_refused(outcome)
        for name in names:
            self.assertEqual(outcome.out.count("--> %s:2:" % name) + outcome.err.count("--> %s:2:" % name), 2, name)
        self.assertFalse((repository.folder / "injected").exists())


class Situations(Hooks):
    """What a repository can be in the middle of. How the program was installed makes no difference to these."""

    def test_renamed(self):
        repository = self.new_repository()
        repository.git("mv", "settings.ini", "other.ini")
        self.assert_accepted(self.try_commit(repository))
        repository.write("credentials", BROKEN + "# a longer file is the same file after a change\n" * 9)
        repository.commit_all("broken")
        repository.git("mv", "credentials", "renamed")
        self.assert_refused(self.try_commit(repository))

    def test_deleted(self):
        repository = self.new_repository()
        repository.write("credentials", BROKEN)
        repository.commit_all("broken")
        repository.git("rm", "--quiet", "credentials")
        self.assert_accepted(self.try_commit(repository))

    def test_nothing_that_matters_is_staged(self):
        repository = self.new_repository()
        (repository.folder / "picture.bin").write_bytes(bytes(range(256)))
        repository.git("add", "picture.bin")
        self.assert_accepted(self.try_commit(repository))
        self.assert_accepted(self.try_commit(repository, "--allow-empty"))

    def test_commit_of_named_files_and_of_all(self):
        repository = self.new_repository()
        repository.write("settings.ini", BROKEN)
        self.assert_refused(self.try_commit(repository, "--all"))
        self.assert_refused(self.try_commit(repository, "--", "settings.ini"))
        repository.write("other", CLEAN)
        repository.git("add", "other")
        self.assert_accepted(self.try_commit(repository, "--", "other"))

    def test_worktree(self):
        repository = self.new_repository()
        repository.git("worktree", "add", "--quiet", "-b", "side", self.folder / "side")
        side = Repository.__new__(Repository)
        side.folder, side.env = self.folder / "side", repository.env
        side.write("deep/credentials", BROKEN)
        side.git("add", "deep/credentials")
        self.assert_refused(self.try_commit(side))
        side.write("deep/credentials", CLEAN)
        side.git("add", "deep/credentials")
        self.assert_accepted(self.try_commit(side))

    def test_submodule(self):
        self.repository("library")
        repository = self.new_repository()
        repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", self.folder / "library", "lib")
        self.assert_accepted(self.try_commit(repository))
        inner = Repository.__new__(Repository)
        inner.folder, inner.env = repository.folder / "lib", repository.env
        self.hooked(inner)
        inner.write("credentials", BROKEN)
        inner.git("add", "credentials")
        self.assert_refused(self.try_commit(inner))
        inner.commit_all("past the hook")
        # To the outer repository it is one changed commit id.
        repository.git("add", "lib")
        self.assert_accepted(self.try_commit(repository))

    def test_merge(self):
        repository = self.new_repository()
        repository.git("checkout", "--quiet", "-b", "side")
        repository.write("credentials", BROKEN)
        repository.write("settings.ini", CLEAN + "# side\n")
        repository.commit_all("side")
        repository.git("checkout", "--quiet", "main")
        repository.write("unrelated", "text\n")
        repository.commit_all("main goes on")
        self.assert_refused(repository.try_git("merge", "--no-edit", "side"))
        repository.git("merge", "--abort")
        repository.write("settings.ini", CLEAN + "# main\n")
        repository.commit_all("a conflict")
        self.assertEqual(repository.try_git("merge", "--no-edit", "side").code, 1)
        repository.write("settings.ini", CLEAN)
        repository.git("add", "settings.ini")
        # In a merge pre-commit hands over the files that both sides changed; the index holds more.
        self.assert_refused(self.try_commit(repository), by=[BY_INDEX])

    def test_parts_are_judged_beside_all_the_rest(self):
        repository = self.repository()
        repository.write(".aws/config", "[profile dev]\nregion = eu-west-1\n")
        for i in range(1500):
            repository.write("%s/%04d" % ("long-folder-name-" * 6, i), "text\n")
        repository.write("zz.py", 'import boto3\nboto3.Session(profile_name="dve")\n')
        repository.commit_all("a profile and its use")
        outcome = repository.run("pre-commit", "try-repo", self.hooks.folder, "credlint", "--ref", "v1", "--all-files")
        self.assertEqual(outcome.code, 1, outcome)
        self.assertIn("error[profile-not-found]", outcome.out)

    def test_more_files_than_a_command_line_holds(self):
        repository = self.new_repository()
        count = 1500
        for i in range(count):
            repository.write("%s/%04d" % ("long-folder-name-" * 6, i), BROKEN if i % 500 == 0 else CLEAN)
        repository.git("add", "--all")
        outcome = self.try_commit(repository)
        self.assert_refused(outcome)
        self.assertEqual((outcome.out + outcome.err).count("error[%s]" % RULE), 2 * count // 500)


class System(Situations, Case):
    @classmethod
    def fill(cls, repository):
        shutil.copy(support.ROOT / ".pre-commit-hooks.yaml", repository.folder)

    def prepare(self):
        support.add_to_path(self.env)


class Mirror(Hooks, Case):
    @classmethod
    def fill(cls, repository):
        for path in (support.PACKAGING / "pre-commit-mirror").iterdir():
            if path.is_file():
                shutil.copy(path, repository.folder)

    def prepare(self):
        self.assertIsNone(shutil.which("credlint", path=self.env["PATH"]))

    def test_the_first_finding_within_ten_seconds(self):
        self.env["PRE_COMMIT_HOME"] = str(self.folder / "home")  # where nothing is installed yet
        start = support.processor_seconds()
        repository = self.new_repository()
        repository.write("credentials", BROKEN)
        repository.git("add", "credentials")
        self.assert_refused(self.try_commit(repository))
        self.assert_quick(start)


class Manifests(unittest.TestCase):
    def test_both_offer_the_same_hooks(self):
        import yaml
        texts = [(folder / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
                 for folder in (support.ROOT, support.PACKAGING / "pre-commit-mirror")]
        ours, mirrored = (yaml.safe_load(text) for text in texts)
        self.assertEqual([hook.pop("language") for hook in ours], ["system"] * 2)
        self.assertEqual([hook.pop("language") for hook in mirrored], ["python"] * 2)
        self.assertEqual(ours, mirrored)
        # Its names changed with 3.2, and no name is taken in silence by all versions.
        self.assertNotIn("stages", {key for hook in ours for key in hook})


if __name__ == "__main__":
    support.skip_without("git", "pre-commit")
    support.main()
