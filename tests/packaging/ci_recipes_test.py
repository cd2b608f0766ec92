#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The script lines of the templates for CI, run in real repositories with the variables that each host sets."""
import json
import pathlib
import stat
import sys
import unittest
import xml.etree.ElementTree

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import recipes  # noqa: E402
import support  # noqa: E402
from recipes import RecipeCase, run_script  # noqa: E402
from support import RULE  # noqa: E402


def junit_failures(path):
    tree = xml.etree.ElementTree.parse(path)
    return [case for case in tree.iter("testcase") if case.find("failure") is not None]


class GitLab(RecipeCase):
    def setUp(self):
        super().setUp()
        self.job = recipes.load("gitlab.yml")["credlint"]

    def run_job(self, repository, **env):
        # With bash where the image has it, else with sh; a shallow checkout, as GitLab's runner makes it.
        return [run_script(repository, self.job["script"], kind, **self.job["variables"], **env) for kind in ("bash", "sh")]

    def test_a_branch(self):
        for outcome in self.run_job(self.clone("--depth=20")):
            self.assert_clean(outcome)

    def test_a_merge_request(self):
        base = self.pull_request()
        checkout = self.clone("--depth=1")
        for outcome in self.run_job(checkout, CI_MERGE_REQUEST_DIFF_BASE_SHA=base):
            self.assert_only_new(outcome)
        reports = self.job["artifacts"]["reports"]
        self.assertEqual(set(reports.values()), set(self.job["artifacts"]["paths"]))
        quality = json.loads(checkout.read(reports["codequality"]))
        self.assertIn(RULE, {finding["check_name"] for finding in quality})
        secrets = json.loads(checkout.read(reports["secret_detection"]))
        self.assertGreaterEqual(len(secrets["vulnerabilities"]), 1)

    def test_reports_are_kept_when_it_fails(self):
        self.assertEqual(self.job["artifacts"]["when"], "always")


class Jenkins(RecipeCase):
    def test_a_branch_and_a_change_request(self):
        install, check = recipes.jenkins_scripts()
        self.pull_request()
        checkout = self.clone("--depth=5")
        version = {"CREDLINT_VERSION": support.project_version()}
        self.assertEqual(run_script(checkout, install, "jenkins", **version).code, 0)
        self.assert_only_new(run_script(checkout, check, "jenkins", CHANGE_TARGET="main"))
        whole = run_script(checkout, check, "jenkins")
        self.assertEqual(whole.code, 1)
        self.assertIn("--> old:2", whole.out)
        report = json.loads(checkout.read("credlint.sarif"))
        self.assertIn(RULE, {result["ruleId"] for result in report["runs"][0]["results"]})
        text = (support.RECIPES / "Jenkinsfile").read_text(encoding="utf-8")
        self.assertIn("pattern: 'credlint.sarif'", text)


class Azure(RecipeCase):
    def setUp(self):
        super().setUp()
        self.pipeline = recipes.load("azure-pipelines.yml")
        self.steps = self.pipeline["steps"]
        self.staging = self.folder / "staging"

    def run_job(self, repository, **env):
        env = dict(self.pipeline["variables"], BUILD_ARTIFACTSTAGINGDIRECTORY=str(self.staging), **env)
        outcomes = [run_script(repository, step["script"], **env) for step in self.steps if "script" in step]
        self.assertEqual([outcome.code for outcome in outcomes[:-1]], [0], outcomes[0])
        return outcomes[-1]

    def test_a_branch(self):
        self.assert_clean(self.run_job(self.clone()))
        self.assertEqual(junit_failures(self.staging / "credlint.xml"), [])

    def test_a_pull_request(self):
        self.pull_request()
        outcome = self.run_job(self.clone(), SYSTEM_PULLREQUEST_TARGETBRANCH="refs/heads/main")
        self.assert_only_new(outcome)
        self.assertNotEqual(junit_failures(self.staging / "credlint.xml"), [])
        json.loads((self.staging / "credlint.sarif").read_text(encoding="utf-8"))

    def test_the_whole_history_is_there_and_the_log_has_no_say(self):
        self.assertEqual(self.steps[0], {"checkout": "self", "fetchDepth": 0})
        self.assertEqual(self.steps[2]["target"], {"commands": "restricted", "settableVariables": "none"})


class Bitbucket(RecipeCase):
    def setUp(self):
        super().setUp()
        self.pipelines = recipes.load("bitbucket-pipelines.yml")["pipelines"]

    def test_a_branch(self):
        (step,) = self.pipelines["default"]
        for kind in ("bash", "sh"):
            self.assert_clean(run_script(self.clone() if kind == "bash" else self.checkout(), step["step"]["script"], kind))

    def checkout(self):
        repository = support.Repository.__new__(support.Repository)
        repository.folder, repository.env = self.folder / "checkout", self.env
        return repository

    def test_a_pull_request(self):
        self.pull_request()
        (step,) = self.pipelines["pull-requests"]["**"]
        checkout = self.clone()
        destination = self.origin.git("rev-parse", "main")
        outcome = run_script(checkout, step["step"]["script"], BITBUCKET_PR_DESTINATION_COMMIT=destination[:12])
        self.assert_only_new(outcome)
        self.assertNotEqual(junit_failures(checkout.folder / "test-results" / "credlint.xml"), [])


class Reviewdog(RecipeCase):
    """reviewdog itself is not packaged; what it is called with and reads is checked by a stand-in."""

    def setUp(self):
        super().setUp()
        self.workflow = recipes.load("reviewdog.yml")
        self.job = self.workflow["jobs"]["credlint"]
        stand_in = self.folder / "bin" / "reviewdog"
        stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >"$SEEN.args"\ncat >"$SEEN.json"\n', encoding="utf-8")
        stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
        self.env["SEEN"] = str(self.folder / "seen")

    def run_job(self, repository):
        outcomes = [run_script(repository, script, **self.job["env"]) for _, script in recipes.github_scripts(self.job)]
        self.assertEqual(outcomes[0].code, 0, outcomes[0])
        return outcomes[-1]

    def test_findings_reach_reviewdog_and_fail_the_job(self):
        self.pull_request()
        outcome = self.run_job(self.clone("--depth=2"))
        self.assertEqual(outcome.code, 1, outcome)
        report = json.loads((self.folder / "seen.json").read_text(encoding="utf-8"))
        self.assertIn(RULE, {diagnostic["code"]["value"] for diagnostic in report["diagnostics"]})
        self.assertIn("-f=rdjson", (self.folder / "seen.args").read_text(encoding="utf-8").splitlines())

    def test_no_finding(self):
        self.origin.write("text", "text\n")
        self.origin.commit_all("text")
        outcome = self.run_job(self.clone("--depth=2"))
        self.assertEqual(outcome.code, 0, outcome)
        self.assertEqual(json.loads((self.folder / "seen.json").read_text(encoding="utf-8"))["diagnostics"], [])

    def test_rights_are_as_small_as_they_can_be(self):
        self.assertEqual(self.workflow["permissions"], {"contents": "read", "pull-requests": "write"})


class All(unittest.TestCase):
    def test_every_recipe_is_named_in_the_readme(self):
        readme = (support.RECIPES / "README.md").read_text(encoding="utf-8")
        for path in support.RECIPES.iterdir():
            if path.name != "README.md":
                self.assertIn("`%s`" % path.name, readme)

    def test_workflows_pin_what_they_use_and_may_do_little(self):
        for path in (support.ROOT / ".github" / "workflows").glob("*.yml"):
            workflow = recipes.load(path)
            self.assertEqual(workflow["permissions"], {"contents": "read"}, path.name)
            for job in workflow["jobs"].values():
                for step in job["steps"]:
                    self.assertRegex(step.get("uses", "a/b@" + "0" * 40), r"@[0-9a-f]{40}$", path.name)

    def test_issue_forms_ask_for_no_secret(self):
        for path in (support.ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"):
            form = recipes.load(path)
            if "body" in form:
                self.assertIn("**Never paste", form["body"][0]["attributes"]["value"], path.name)

    def test_workflow_scripts_hold_no_expression(self):
        """What a host fills in is program text to the shell; it must come by the environment."""
        workflows = list((support.ROOT / ".github" / "workflows").glob("*.yml"))
        self.assertGreater(len(workflows), 1)
        for path in list(support.RECIPES.glob("*.yml")) + workflows + [support.ROOT / "action.yml"]:
            for script in scripts_in(recipes.load(path)):
                self.assertNotRegex(script, r"\$\{\{|\$\([A-Z][A-Za-z.]+\)|\$\[", path.name)


def scripts_in(node):
    if isinstance(node, list):
        return [script for item in node for script in scripts_in(item)]
    if not isinstance(node, dict):
        return []
    found = []
    for key, value in node.items():
        if key in ("run", "script"):
            found += [value] if isinstance(value, str) else [line for line in value if isinstance(line, str)]
        else:
            found += scripts_in(value)
    return found


if __name__ == "__main__":
    support.skip_without("git", "bash")
    recipes.need_yaml()
    support.main()
