#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""action.yml, step by step under bash as a runner would: pushes, pull requests, read-only tokens, hostile inputs."""
import hashlib
import json
import os
import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import support  # noqa: E402
from support import BROKEN, CLEAN, RULE, Case, Repository  # noqa: E402


class Action(Case):
    def setUp(self):
        super().setUp()
        import github_runner
        self.temp = self.folder / "temp"
        self.temp.mkdir()
        self.remote = self.repository("remote")
        self.workspace = self.remote.folder
        self.runner_of = github_runner.Runner
        self.action = self.copy_of_action()

    def copy_of_action(self):
        """The action where a runner keeps it: beside the workspace, with a `dev` that has built already."""
        action = self.folder / "action"
        (action / "cli/packaging/ci").mkdir(parents=True)
        shutil.copy(support.ROOT / "action.yml", action)
        shutil.copy(support.RECIPES / "github-action.sh", action / "cli/packaging/ci")
        dev = action / "dev"
        dev.write_text('#!/bin/sh\n[ "$*" = build ] || exit 9\nmkdir -p "${0%/*}/build/release"\n'
                       'ln -sf "' + str(support.BINARY) + '" "${0%/*}/build/release/credlint"\n', encoding="utf-8")
        dev.chmod(0o755)
        return action

    def run_action(self, inputs=None, github=None, upload="success"):
        runner = self.runner_of(self.action, self.workspace, self.temp, self.env)
        return runner.run(inputs or {}, dict({"event_name": "push"}, **(github or {})), upload)

    def summary(self):
        path = self.temp / "summary.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def assert_code(self, ending, code):
        self.assertEqual((ending.outputs["exit-code"], ending.failed), (str(code), code != 0), ending.log)

    def break_it(self, path="credentials"):
        self.remote.write(path, BROKEN)
        self.remote.commit_all("broken")


class Push(Action):
    def test_clean(self):
        ending = self.run_action()
        self.assert_code(ending, 0)
        self.assertEqual(set(ending.outcomes.values()), {"success"})

    def test_findings_fail_after_the_upload(self):
        self.break_it()
        (self.temp / "summary.md").write_text("of an earlier step\n", encoding="utf-8")
        ending = self.run_action()
        self.assert_code(ending, 1)
        self.assertEqual(ending.outcomes, {"get": "success", "check": "success", "upload": "success", "Result": "failure"})
        (given,) = ending.uses.values()
        results = json.loads(pathlib.Path(given["sarif_file"]).read_text(encoding="utf-8"))["runs"][0]["results"]
        self.assertIn(RULE, {result["ruleId"] for result in results})
        self.assertTrue(self.summary().startswith("of an earlier step\n"))
        self.assertIn(RULE, self.summary())
        # Code scanning annotates; a second annotation of the same is noise.
        self.assertNotIn("::error file=", ending.log)
        self.assertNotIn(support.SECRET, ending.log + self.summary())

    def test_the_upload_is_pinned_by_commit(self):
        ending = self.run_action()
        (uses,) = ending.uses
        self.assertRegex(uses, r"^github/codeql-action/upload-sarif@[0-9a-f]{40}$")

    def test_a_read_only_token_gets_annotations(self):
        self.break_it()
        ending = self.run_action(upload="failure")
        self.assert_code(ending, 1)
        self.assertRegex(ending.log, r"(?m)^::error file=credentials,line=2")
        self.assertNotIn(support.SECRET, ending.log)

    def test_without_sarif_there_are_annotations_and_no_upload(self):
        self.break_it()
        ending = self.run_action({"sarif": ""})
        self.assert_code(ending, 1)
        self.assertEqual(ending.outcomes["upload"], "skipped")
        self.assertIn("::error file=credentials", ending.log)
        self.assertEqual(ending.outputs["sarif"], "")

    def test_the_upload_can_be_switched_off(self):
        ending = self.run_action({"upload": "false"})
        self.assertEqual(ending.outcomes["upload"], "skipped")
        self.assertTrue(pathlib.Path(ending.outputs["sarif"]).exists())

    def test_fail_on(self):
        self.remote.write(".env", "AWS_REGION=eu-west-1\nAWS_DEFAULT_REGION=us-east-1\n")
        self.remote.commit_all("a warning")
        self.assert_code(self.run_action(), 1)
        self.assert_code(self.run_action({"fail-on": "error"}), 0)
        self.assert_code(self.run_action({"fail-on": "serious"}), 2)

    def test_what_is_printed_cannot_speak_to_the_runner(self):
        self.break_it()
        log = self.run_action().log
        begin, end = log.index("::stop-commands::"), log.index(RULE)
        mark = log[begin:].splitlines()[0][len("::stop-commands::"):]
        self.assertLess(begin, end)
        self.assertIn("\n::%s::\n" % mark, log[end:])
        self.assertGreaterEqual(len(mark), 32)

    def test_a_summary_that_is_too_long_is_cut(self):
        program = self.folder / "talkative"
        program.write_text("#!/bin/sh\nfor a; do case $a in markdown=*) yes 'a line of findings' | head -100000 >\"${a#*=}\" ;; "
                           "esac; done\n", encoding="utf-8")
        program.chmod(0o755)
        self.assert_code(self.run_action({"binary": str(program)}), 0)
        self.assertLess(len(self.summary().encode()), 1024 * 1024)
        self.assertEqual(set(self.summary().splitlines()),
                         {"a line of findings", "", "The rest is too long for this page; it is in the log."})

    def test_a_repository_below_the_workspace(self):
        self.workspace = self.folder
        self.break_it("deep/credentials")
        ending = self.run_action({"working-directory": "remote", "paths": "deep"})
        self.assert_code(ending, 1)
        self.assertIn("--> deep/credentials:2", ending.log)
        (given,) = ending.uses.values()
        self.assertEqual(given["checkout_path"], str(self.folder / "remote"))
        self.assertEqual(given["sarif_file"], str(self.workspace / "remote" / "credlint.sarif"))

    def test_a_checkout_of_another_user(self):
        if os.getuid() != 0:
            self.skipTest("needs root")
        before = self.remote.head()
        self.break_it()
        for folder, _, _ in os.walk(self.workspace):
            os.chown(folder, 12345, 12345)
        self.assertNotEqual(self.remote.try_git("status").code, 0)
        self.assert_code(self.run_action({"diff-base": before}), 1)
        self.assertFalse((self.folder / ".gitconfig").exists())


class PullRequest(Action):
    """main has a fault of old; the request brings another. What GitHub checks out is the merge of the two."""

    def setUp(self):
        super().setUp()
        remote = self.remote
        remote.git("config", "uploadpack.allowAnySHA1InWant", "true")
        remote.write("old", BROKEN)
        self.fork_point = remote.commit_all("old fault")
        remote.git("checkout", "--quiet", "-b", "request")
        remote.write("new", BROKEN)
        self.head = remote.commit_all("new fault")
        remote.git("checkout", "--quiet", "main")
        remote.write("later", BROKEN)
        self.base = remote.commit_all("main goes on")
        remote.git("checkout", "--quiet", "--detach", "main")
        remote.git("merge", "--quiet", "--no-edit", "request")
        self.merge = remote.head()
        remote.git("update-ref", "refs/pull/1/merge", self.merge)
        remote.git("checkout", "--quiet", "main")

    def check_out(self, commit, depth):
        """As actions/checkout does."""
        self.workspace = self.folder / "workspace"
        clone = Repository(self.workspace, self.env)
        clone.git("remote", "add", "origin", "file://%s" % self.remote.folder)
        depth = ["--depth=%d" % depth] if depth else []
        clone.git("fetch", "--quiet", "--no-tags", *depth, "origin", "+%s:refs/remotes/pull/1/merge" % commit)
        clone.git("checkout", "--quiet", "--force", "refs/remotes/pull/1/merge")
        return clone

    def check_request(self, inputs=None, **github):
        event = {"event_name": "pull_request", "sha": self.merge,
                 "event": {"pull_request": {"base": {"sha": self.base}}}}
        return self.run_action(inputs, dict(event, **github))

    def assert_only_new(self, ending):
        self.assert_code(ending, 1)
        self.assertIn("--> new:2", ending.log)
        for path in ("old", "later"):
            self.assertNotIn("--> %s:" % path, ending.log)

    def test_the_merge_with_its_history(self):
        self.check_out(self.merge, depth=0)
        self.assert_only_new(self.check_request())

    def test_the_merge_and_its_parents(self):
        clone = self.check_out(self.merge, depth=2)
        clone.git("remote", "remove", "origin")
        self.assert_only_new(self.check_request())

    def test_the_merge_alone(self):
        clone = self.check_out(self.merge, depth=1)
        self.assert_only_new(self.check_request())
        self.assertEqual(clone.git("rev-parse", "--is-shallow-repository"), "true")

    def test_the_merge_alone_and_no_way_to_fetch(self):
        clone = self.check_out(self.merge, depth=1)
        clone.git("remote", "remove", "origin")
        ending = self.check_request()
        self.assertTrue(ending.failed)
        self.assertIn("::error title=credlint::the base of this pull request is not here: set fetch-depth: 2", ending.log)

    def test_an_event_that_is_older_than_the_merge(self):
        self.check_out(self.merge, depth=1)
        self.assert_only_new(self.check_request(event={"pull_request": {"base": {"sha": self.fork_point}}}))

    def test_the_head_with_its_history(self):
        self.check_out("request", depth=0)
        self.assert_only_new(self.check_request())

    def test_the_head_alone(self):
        self.check_out("request", depth=1)
        ending = self.check_request()
        self.assertTrue(ending.failed)
        self.assertIn("set fetch-depth: 0", ending.log)

    def test_a_head_that_is_itself_a_merge(self):
        self.remote.git("checkout", "--quiet", "request")
        self.remote.git("merge", "--quiet", "--no-edit", "main")
        self.check_out("request", depth=0)
        self.assert_only_new(self.check_request())

    def test_everything_when_asked_for(self):
        self.check_out(self.merge, depth=1)
        ending = self.check_request({"diff-base": "none"})
        for path in ("old", "later", "new"):
            self.assertIn("--> %s:2" % path, ending.log)

    def test_a_base_that_is_named(self):
        self.check_out(self.merge, depth=0)
        ending = self.check_request({"diff-base": self.fork_point})
        self.assertIn("--> later:2", ending.log)
        self.assertNotIn("--> old:2", ending.log)

    def test_the_base_branch_with_the_rights_of_the_base_is_checked_whole(self):
        self.check_out("main", depth=1)
        ending = self.check_request(event_name="pull_request_target")
        self.assertIn("--> old:2", ending.log)


class Inputs(Action):
    HOSTILE = ["two  words", "quote'", 'double"quote', "$(touch injected)", "`touch injected`", "; touch injected", "-x",
               "${{ github.token }}", "\\", "*"]

    def assert_nothing_ran(self):
        self.assertEqual(list(self.folder.rglob("injected")), [])

    def test_paths_of_every_kind(self):
        for name in self.HOSTILE:
            self.remote.write(name, BROKEN)
        ending = self.run_action({"paths": "\n".join(self.HOSTILE) + "\n\n"})
        self.assert_code(ending, 1)
        for name in self.HOSTILE:
            self.assertIn("--> %s:2" % name, ending.log)
        self.assert_nothing_ran()

    def test_args_are_words_and_nothing_else(self):
        for name in self.HOSTILE:
            ending = self.run_action({"args": name})
            self.assertTrue(ending.failed, name)
        self.assert_nothing_ran()
        self.break_it()
        args = "--exclude 'two words'\n  --exclude=\"$(touch injected)\" --exclude credentials"
        self.assert_code(self.run_action({"args": args}), 0)
        self.assert_nothing_ran()

    def test_no_other_input_is_program_text(self):
        for name in ("fail-on", "diff-base", "sarif", "version", "binary", "sha256", "working-directory"):
            for value in ("$(touch injected)", "a'; touch injected; '", 'a"; touch injected; "', "a\ntouch injected"):
                self.run_action({name: value})
        self.assert_nothing_ran()

    def test_a_path_of_two_lines_makes_no_second_output(self):
        ending = self.run_action({"sarif": "a\ncode=0"})
        self.assertTrue(ending.failed)

    def test_an_option_as_base_is_a_revision(self):
        ending = self.run_action({"diff-base": "--output=stolen"})
        self.assert_code(ending, 2)
        self.assertFalse((self.workspace / "stolen").exists())


class Binary(Action):
    def release(self):
        """What a release page holds, and the address of its tarball."""
        folder = self.folder / "release"
        folder.mkdir()
        tarball = support.tarball()
        shutil.copy(tarball, folder)
        shutil.copy(support.DIST / "SHA256SUMS", folder)
        return folder / tarball.name

    def assert_stopped(self, inputs, why):
        ending = self.run_action(inputs)
        self.assertEqual(ending.outcomes["get"], "failure", ending.log)
        self.assertEqual(ending.outcomes["check"], "skipped")
        self.assertIn("::error title=credlint::" + why, ending.log)

    def test_a_release_with_its_checksums(self):
        if not shutil.which("curl"):
            self.skipTest("curl is not installed")
        tarball = self.release()
        self.break_it()
        self.assert_code(self.run_action({"binary": "file://%s" % tarball}), 1)
        with open(tarball, "ab") as file:
            file.write(b"more")
        self.assert_stopped({"binary": "file://%s" % tarball}, "the checksum of")
        (tarball.parent / "SHA256SUMS").write_text("")
        self.assert_stopped({"binary": "file://%s" % tarball}, tarball.name + " is not in the SHA256SUMS")

    def test_a_file_of_this_machine(self):
        self.break_it()
        tarball = self.release()
        digest = hashlib.sha256(tarball.read_bytes()).hexdigest()
        self.assert_code(self.run_action({"binary": str(tarball), "sha256": digest}), 1)
        self.assert_stopped({"binary": str(tarball), "sha256": "0" * 64}, "the checksum of")
        self.assert_stopped({"binary": str(tarball), "sha256": "nonsense"}, "the checksum of")
        self.assert_code(self.run_action({"binary": str(support.BINARY)}), 1)
        self.assert_stopped({"binary": "/nowhere/credlint"}, "cannot read the binary")

    def test_only_over_a_safe_connection(self):
        self.assert_stopped({"binary": "http://example.com/credlint"}, "the binary must be an https:// address or a file")

    def test_a_version_is_a_version(self):
        self.assert_stopped({"version": "1/../../evil"}, "version must look like 1.2.3")


if __name__ == "__main__":
    support.skip_without("git", "bash")
    try:
        import yaml  # noqa: F401
    except ImportError:
        print("skipped: python3-yaml is not installed")
        sys.exit(77)
    support.main()
