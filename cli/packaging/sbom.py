# SPDX-License-Identifier: MIT
"""The list of what is in a program, as CycloneDX 1.5 JSON.

Source: https://cyclonedx.org/docs/1.5/json/"""
import hashlib
import json
import urllib.parse
import uuid


def package_url(component):
    """Source: https://github.com/package-url/purl-spec"""
    version = urllib.parse.quote(component.version, safe=".-~:")
    if component.kind == "npm":
        return "pkg:npm/%s@%s" % (component.name.replace("@", "%40"), version)
    return "pkg:deb/debian/%s@%s?arch=source" % (component.name, version)


def library(component):
    url = package_url(component)
    entry = {"type": "library", "bom-ref": url, "name": component.name, "version": component.version, "purl": url}
    if component.licence:
        compound = " " in component.licence
        entry["licenses"] = [{"expression": component.licence} if compound else {"license": {"id": component.licence}}]
    return entry


def bill(version, homepage, machine, program, components):
    own = "pkg:github/%s@v%s" % (urllib.parse.urlparse(homepage).path.strip("/"), version)
    digest = hashlib.sha256(program).hexdigest()
    about = {
        "type": "application", "bom-ref": own, "name": "credlint", "version": version, "purl": own,
        "description": "credlint for " + machine,
        "licenses": [{"license": {"id": "MIT"}}],
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "externalReferences": [{"type": "vcs", "url": homepage}],
    }
    libraries = [library(component) for component in components]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        # The same program has the same list, so its number comes from the program, and no time stands here.
        "serialNumber": "urn:uuid:%s" % uuid.uuid5(uuid.NAMESPACE_URL, "%s#%s" % (own, digest)),
        "version": 1,
        "metadata": {"component": about},
        "components": libraries,
        "dependencies": [{"ref": own, "dependsOn": [entry["bom-ref"] for entry in libraries]}],
    }


def write_sbom(path, *about):
    path.write_text(json.dumps(bill(*about), indent=2) + "\n", encoding="utf-8")
    return path
