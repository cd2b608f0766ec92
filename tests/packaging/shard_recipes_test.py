#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The recipes for more than one machine: their scripts, each part in a checkout of its own, give what one machine gives."""
import json
import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import recipes  # noqa: E402
import support  # noqa: E402
from recipes import RecipeCase, run_script  # noqa: E402

SHARDS = 4


def places(sarif):
    """What was found where, in order."""
    found = []
    for result in json.loads(sarif)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        found.append((result["ruleId"], place["artifactLocation"]["uri"], place["region"]["startLine"]))
    return sorted(found)


class ShardCase(RecipeCase):
    """A tree with faults in single files and one that takes two files to see."""

    def setUp(self):
        super().setUp()
        support.add_to_path(self.env)
        for i in range(12):
            self.origin.write("part-%d/credentials" % i, support.BROKEN if i % 3 == 0 else support.CLEAN)
        self.origin.write(".aws/config", "[profile dev]\nregion = eu-west-1\n")
        self.origin.write("app.py", 'import boto3\ns = boto3.Session(profile_name="dve")\n')
        self.origin.commit_all("faults")
        self.whole = places(self.origin.run(support.BINARY, "check", "--format", "sarif").out)
        self.assertEqual(len([place for place in self.whole if place[0] == support.RULE]), 4)
        self.assertIn("profile-not-found", {place[0] for place in self.whole})

    def assert_as_one(self, sarif):
        self.assertEqual(places(sarif), self.whole)


class GitHubMatrix(ShardCase):
    def test_parts_and_merge(self):
        workflow = recipes.load("github-matrix.yml")
        shard, merge = workflow["jobs"]["shard"], workflow["jobs"]["merge"]
        self.origin.write("credlint.toml", 'ignore = ["profile-not-found"]\n')
        self.origin.commit_all("settings")
        self.whole = [place for place in self.whole if place[0] != "profile-not-found"]
        self.assertTrue(merge["steps"][0]["uses"].startswith("actions/checkout@"))
        machine = self.clone("--depth=1", name="gathered")
        for number in shard["strategy"]["matrix"]["shard"]:
            checkout = self.clone("--depth=1", name="machine-%d" % number)
            for _, script in recipes.github_scripts(shard):
                outcome = run_script(checkout, script, SHARD=str(number), SHARDS=str(SHARDS), **workflow["env"])
                self.assertEqual(outcome.code, 0, outcome)
            shutil.move(str(checkout.folder / ("shard-%d.jsonl" % number)), str(machine.folder))
        codes = [run_script(machine, script, **workflow["env"]).code for _, script in recipes.github_scripts(merge)]
        self.assertEqual(codes, [0, 1])
        self.assert_as_one(machine.read("credlint.sarif"))


class GitLabParallel(ShardCase):
    def test_parts_and_merge(self):
        pipeline = recipes.load("gitlab-parallel.yml")
        gathered = self.clone("--depth=1", name="gathered")
        total = pipeline["credlint-shard"]["parallel"]
        for number in range(1, total + 1):
            checkout = self.clone("--depth=1", name="machine-%d" % number)
            outcome = run_script(checkout, pipeline["credlint-shard"]["script"], "sh", CI_NODE_INDEX=str(number),
                                 CI_NODE_TOTAL=str(total), **pipeline["variables"])
            self.assertEqual(outcome.code, 0, outcome)
            shutil.move(str(checkout.folder / ("shard-%d.jsonl" % number)), str(gathered.folder))
        outcome = run_script(gathered, pipeline["credlint"]["script"], "sh", **pipeline["variables"])
        self.assertEqual(outcome.code, 1, outcome)
        report = json.loads(gathered.read(pipeline["credlint"]["artifacts"]["reports"]["codequality"]))
        self.assertEqual(sorted(finding["check_name"] for finding in report), sorted(place[0] for place in self.whole))


class Kubernetes(ShardCase):
    def test_every_index_writes_its_part(self):
        spec = recipes.load("kubernetes-job.yaml")["spec"]
        (container,) = spec["template"]["spec"]["containers"]
        env = {item["name"]: item["value"] for item in container["env"]}
        self.assertEqual((spec["completionMode"], int(env["SHARDS"])), ("Indexed", spec["completions"]))
        parts = self.folder / "parts"
        parts.mkdir()
        for index in range(spec["completions"]):
            outcome = self.origin.run(*container["command"], *container["args"], SHARDS=env["SHARDS"], PARTS=str(parts),
                                      JOB_COMPLETION_INDEX=str(index))
            self.assertEqual(outcome.code, 0, outcome)
        merged = self.origin.run("credlint", "merge", "--format", "sarif", *sorted(parts.iterdir()))
        self.assertEqual(merged.code, 1, merged)
        self.assert_as_one(merged.out)


class GnuParallel(ShardCase):
    def setUp(self):
        super().setUp()
        if not shutil.which("parallel"):
            self.skipTest("GNU parallel is not installed")

    def test_as_one(self):
        outcome = self.origin.run(support.RECIPES / "gnu-parallel.sh", SHARDS, "--jobs", "2")
        self.assertEqual(outcome.code, 1, outcome)
        self.assert_as_one(outcome.out)

    def test_a_number_is_a_number(self):
        outcome = self.origin.run(support.RECIPES / "gnu-parallel.sh", "2; touch injected")
        self.assertEqual(outcome.code, 2)
        self.assertFalse((self.origin.folder / "injected").exists())


class Repositories(RecipeCase):
    """Neither Spark nor Ray is packaged: what is called of them is stood in for, and runs here."""

    STAND_INS = {
        "spark": ("pyspark/sql.py", """
            class _List:
                def __init__(self, items): self.items = items
                def map(self, function): return _List([function(item) for item in self.items])
                def toLocalIterator(self): return iter(self.items)
            class _Context:
                def parallelize(self, items, slices):
                    assert slices == len(items)
                    return _List(items)
            class _Session:
                sparkContext = _Context()
            class _Builder:
                def appName(self, name): return self
                def getOrCreate(self): return _Session()
            class SparkSession:
                builder = _Builder()
            """),
        "ray": ("ray.py", """
            class _Remote:
                def __init__(self, function): self.function = function
                def remote(self, *arguments): return (self.function, arguments)
            def init(ignore_reinit_error): assert ignore_reinit_error
            def remote(function): return _Remote(function)
            def get(tasks): return [function(*arguments) for function, arguments in tasks]
            """),
    }

    def setUp(self):
        super().setUp()
        support.add_to_path(self.env)
        broken = self.repository("broken")
        broken.write("credentials", support.BROKEN)
        broken.commit_all("broken")
        self.addresses = ["file://%s" % self.origin.folder, "file://%s" % broken.folder, "file:///nowhere"]

    def stand_in(self, engine):
        import textwrap
        path, text = self.STAND_INS[engine]
        target = self.folder / "modules" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text), encoding="utf-8")
        return {"PYTHONPATH": str(self.folder / "modules")}

    def check(self, addresses, *options, **env):
        addresses_file = self.folder / "list"
        addresses_file.write_text("# a comment\n\n" + "\n".join(addresses) + "\n", encoding="utf-8")
        outcome = self.run_program([sys.executable, support.RECIPES / "repositories.py", *options, addresses_file], **env)
        return outcome, [json.loads(line) for line in outcome.out.splitlines()]

    def test_every_engine_says_the_same(self):
        answers = []
        for engine in ("threads", "spark", "ray"):
            env = self.stand_in(engine) if engine != "threads" else {}
            outcome, lines = self.check(self.addresses, "--engine", engine, **env)
            self.assertEqual(outcome.code, 1, outcome)
            self.assertEqual([line["repository"] for line in lines], self.addresses)
            self.assertEqual([line["exit_code"] for line in lines], [0, 1, 3])
            self.assertIn("nowhere", lines[2]["error"])
            self.assertIn(support.RULE, json.dumps(lines[1]["report"]))
            self.assertNotIn(support.SECRET, outcome.out)
            answers.append(lines[:2])
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0], answers[2])

    def test_exit_codes(self):
        self.assertEqual(self.check([])[0].code, 0)
        self.assertEqual(self.check(self.addresses[:1])[0].code, 0)
        self.assertEqual(self.check([self.addresses[0], self.addresses[2]])[0].code, 3)
        self.assertEqual(self.check(["--upload-pack=touch injected"])[0].code, 3)
        self.assertEqual(list(self.folder.rglob("injected")), [])


if __name__ == "__main__":
    support.skip_without("git", "bash")
    recipes.need_yaml()
    support.main()
