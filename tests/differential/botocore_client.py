# SPDX-License-Identifier: MIT
"""What the installed botocore does on a machine. Requests end in NetworkReached; programs of credential_process are run."""
import os

import botocore.credentials
import botocore.exceptions
import botocore.httpsession
import botocore.session
import botocore.tokens
import botocore.utils

METHODS = {"env": "environment", "custom-process": "process", "container-role": "container", "iam-role": "imds"}


class NetworkReached(BaseException):
    pass


def no_network(*args, **kwargs):
    raise NetworkReached()


botocore.httpsession.URLLib3Session.send = no_network
botocore.utils.ContainerMetadataFetcher._get_response = no_network


def run(env, flag):
    """A dictionary: profile, region, provider, key, error; `network` when a request would have been made."""
    os.environ.clear()
    os.environ.update(env)
    # botocore looks for the home once, when it is imported.
    cache = os.path.join(env["HOME"], ".aws", "sso", "cache")
    botocore.credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = cache
    botocore.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = cache
    found = {"profile": None, "region": None, "provider": None, "key": None, "error": None, "network": False}
    try:
        session = botocore.session.Session(profile=flag or None)
        found["profile"] = session.get_config_variable("profile") if not flag else flag
        if found["profile"] is None:
            found["profile"] = "default"
        try:
            session.create_client("sqs")  # What it raises comes before what a request would.
        except NetworkReached:
            pass
        credentials = session.get_credentials()
        found["region"] = session.get_config_variable("region")
        if credentials is None:
            raise botocore.exceptions.NoCredentialsError()
        found["provider"] = METHODS.get(credentials.method, credentials.method)
        found["key"] = credentials.get_frozen_credentials().access_key
    except NetworkReached:
        found["network"] = True
    except Exception as error:  # pylint: disable=broad-except
        found["error"] = type(error).__name__
    return found
