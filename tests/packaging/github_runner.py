# SPDX-License-Identifier: MIT
"""Runs the steps of a composite action, as far as action.yml goes: expressions, `if`, outputs, bash as the runner calls
it. A step that uses another action is not run; how it ends is given."""
import pathlib
import re
import subprocess

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
NAME = re.compile(r"'[^']*'|[A-Za-z_][\w-]*(?:\.[\w-]+)*(?!\()\b|always\(\)|&&|\|\||!=|==")


class Ending:
    """How a run of an action ended."""

    def __init__(self):
        self.log = ""
        self.failed = False
        self.outcomes = {}
        self.uses = {}
        self.outputs = {}


class Runner:
    def __init__(self, action, workspace, temp, env):
        self.action = pathlib.Path(action)
        self.workspace = pathlib.Path(workspace)
        self.temp = pathlib.Path(temp)
        self.env = env
        self.text = yaml.safe_load((self.action / "action.yml").read_text(encoding="utf-8"))

    def run(self, inputs, github, upload="success"):
        unknown = set(inputs) - set(self.text["inputs"])
        assert not unknown, unknown
        context = {"inputs": {name: value.get("default", "") for name, value in self.text["inputs"].items()},
                   "github": dict({"workspace": str(self.workspace)}, **github), "steps": {}}
        context["inputs"].update(inputs)
        ending = Ending()
        for step in self.text["runs"]["steps"]:
            self.run_step(step, context, upload, ending)
        ending.outputs = {name: expand(output["value"], context) for name, output in self.text["outputs"].items()}
        return ending

    def run_step(self, step, context, upload, ending):
        name = step.get("id", step["name"])
        wanted = evaluate(step["if"], context) if "if" in step else True
        if not wanted or (ending.failed and "always()" not in step.get("if", "")):
            outcome, outputs = "skipped", {}
        elif "uses" in step:
            ending.uses[step["uses"]] = {key: expand(value, context) for key, value in step["with"].items()}
            outcome, outputs = upload, {}
        else:
            outcome, outputs = self.run_script(step, context, ending)
        if outcome == "failure" and not step.get("continue-on-error"):
            ending.failed = True
        ending.outcomes[name] = outcome
        context["steps"][name] = {"outcome": outcome, "outputs": outputs}

    def run_script(self, step, context, ending):
        assert step["shell"] == "bash", step
        script, output = self.temp / "step.sh", self.temp / "output"
        script.write_text(expand(step["run"], context), encoding="utf-8")
        output.write_text("", encoding="utf-8")
        env = dict(self.env, GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(self.temp / "summary.md"),
                   GITHUB_WORKSPACE=str(self.workspace), GITHUB_ACTION_PATH=str(self.action), RUNNER_TEMP=str(self.temp),
                   GITHUB_SERVER_URL="https://github.example")
        for key, value in (("GITHUB_EVENT_NAME", "event_name"), ("GITHUB_SHA", "sha")):
            env[key] = context["github"].get(value, "")
        env.update({key: expand(value, context) for key, value in step.get("env", {}).items()})
        done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)], cwd=self.workspace, env=env,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
        ending.log += done.stdout.decode(errors="replace")
        lines = output.read_text(encoding="utf-8").splitlines()
        return "failure" if done.returncode else "success", dict(line.split("=", 1) for line in lines)


def look_up(name, context):
    value = context
    for part in name.split("."):
        value = value.get(part, "") if isinstance(value, dict) else ""
    return value


def expand(text, context):
    return EXPRESSION.sub(lambda match: str(look_up(match.group(1), context)), str(text))


def evaluate(condition, context):
    words = {"&&": "and", "||": "or", "==": "==", "!=": "!=", "always()": "True"}

    def python(match):
        word = match.group(0)
        return words.get(word) or (word if word.startswith("'") else repr(look_up(word, context)))
    return eval(NAME.sub(python, condition), {"__builtins__": {}})  # conditions of our own action.yml
