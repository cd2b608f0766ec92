// SPDX-License-Identifier: MIT
// What people paste into `credlint explain`: whole lines as SDKs and tools print them, with the
// prefixes, request ids and frames around them, and what must be understood.
#pragma once

#include <string_view>

namespace credlint::test {

struct PrintedLine {
  std::string_view printer;  ///< sdk_names.toml, error_tools.toml; empty: any SDK
  std::string_view error;    ///< errors.toml
  std::string_view line;
};

inline constexpr PrintedLine kPrintedLines[] = {
    // boto3 and the AWS CLI
    {"botocore", "NoCredentialsError",
     "botocore.exceptions.NoCredentialsError: Unable to locate credentials"},
    {"botocore", "NoCredentialsError", "NoCredentialsError: Unable to locate credentials"},
    {"aws-cli", "NoCredentialsError",
     "Unable to locate credentials. You can configure credentials by running \"aws configure\"."},
    {"botocore", "NoCredentialsError", "fatal error: Unable to locate credentials"},
    {"botocore", "NoCredentialsError",
     "2026-11-29 10:02:33,101 ERROR [worker-3] upload failed: ./a.txt to s3://my-bucket/a.txt "
     "Unable to "
     "locate credentials"},
    {"botocore", "NoRegionError", "botocore.exceptions.NoRegionError: You must specify a region."},
    {"aws-cli", "NoRegionError",
     "You must specify a region. You can also configure your region by running \"aws configure\"."},
    {"botocore", "ProfileNotFound",
     "botocore.exceptions.ProfileNotFound: The config profile (dve) could not be found"},
    {"botocore", "ProfileNotFound", "The config profile () could not be found"},
    {"botocore", "ConfigParseError",
     "botocore.exceptions.ConfigParseError: Unable to parse config file: "
     "/home/me/.aws/credentials"},
    {"botocore", "PartialCredentialsError",
     "botocore.exceptions.PartialCredentialsError: Partial credentials found in env, missing: "
     "AWS_SECRET_ACCESS_KEY"},
    {"botocore", "PartialCredentialsError",
     "Partial credentials found in assume-role, missing: source_profile or credential_source"},
    {"botocore", "CredentialRetrievalError",
     "botocore.exceptions.CredentialRetrievalError: Error when retrieving credentials from "
     "custom-process: /bin/sh: get-credentials: not found"},
    {"botocore", "CredentialRetrievalError",
     "Error when retrieving credentials from container-role: Error retrieving metadata: Received "
     "non 200 "
     "response 400 from container metadata: {\"code\":\"InvalidIdInRequest\"}"},
    {"botocore", "InvalidConfigError",
     "botocore.exceptions.InvalidConfigError: The source_profile \"base\" referenced in the "
     "profile "
     "\"dev\" does not exist."},
    {"botocore", "InvalidConfigError", "The source profile \"base\" must have credentials."},
    {"botocore", "InvalidConfigError",
     "The credential source \"EC2\" referenced in profile \"dev\" is not valid."},
    {"botocore", "InvalidConfigError",
     "aws: [ERROR]: The profile \"dev\" is configured to use SSO but is missing required "
     "configuration: "
     "sso_start_url, sso_region"},
    {"botocore", "InvalidConfigError", "The specified sso-session does not exist: \"corp\""},
    {"botocore", "InvalidConfigError",
     "The value for sso_region is inconsistent between profile and sso-session."},
    {"botocore", "InvalidConfigError",
     "The profile \"dev\" contains both source_profile and credential_source."},
    {"botocore", "InfiniteLoopConfigError",
     "botocore.exceptions.InfiniteLoopConfigError: Infinite loop in credential configuration "
     "detected. "
     "Attempting to load from profile a which has already been visited. Visited profiles: ['a', "
     "'b']"},
    {"botocore", "SSOTokenLoadError",
     "botocore.exceptions.SSOTokenLoadError: Error loading SSO Token: Token for corp does not "
     "exist"},
    {"", "UnauthorizedSSOTokenError",
     "The SSO session associated with this profile has expired or is otherwise invalid. To refresh "
     "this "
     "SSO session run aws sso login with the corresponding profile."},
    {"botocore", "UnauthorizedSSOTokenError",
     "botocore.exceptions.UnauthorizedSSOTokenError: The SSO session associated with this profile "
     "has "
     "expired or is otherwise invalid."},
    {"botocore", "UnauthorizedSSOTokenError",
     "Error when retrieving token from sso: Token has expired and refresh failed"},
    {"botocore", "LoginRefreshRequired",
     "botocore.exceptions.LoginRefreshRequired: Your session has expired or credentials have "
     "changed. "
     "Please reauthenticate using 'aws login'."},
    {"botocore", "LoginRefreshRequired",
     "Error loading login session token: Token for arn:aws:sts::123456789012:assumed-role/a/b does "
     "not "
     "exist"},
    {"botocore", "InvalidRegionError",
     "botocore.exceptions.InvalidRegionError: Provided region_name 'us_east_1' doesn't match a "
     "supported "
     "format."},
    {"botocore", "InvalidRegionError", "ValueError: Invalid endpoint: https://sqs..amazonaws.com"},
    {"botocore", "EndpointConnectionError",
     "botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL: "
     "\"https://sqs.us-east-1a.amazonaws.com/\""},
    {"botocore", "UnsupportedHost",
     "ValueError: Unsupported host '10.0.0.1'.  Can only retrieve metadata from a loopback address "
     "or one "
     "of these hosts: 169.254.170.2, 169.254.170.23, fd00:ec2::23"},
    {"botocore", "ExpiredToken",
     "RuntimeError: Credentials were refreshed, but the refreshed credentials are still expired."},
    {"botocore", "MFARequired",
     "botocore.exceptions.RefreshWithMFAUnsupportedError: Cannot refresh credentials: MFA token "
     "required."},
    {"botocore", "FileNotFoundError",
     "FileNotFoundError: [Errno 2] No such file or directory: "
     "'/var/run/secrets/eks.amazonaws.com/serviceaccount/token'"},
    {"botocore", "IncompleteSignature",
     "ValueError: Invalid header value b'AWS4-HMAC-SHA256 Credential=AKIA\\n'"},
    {"boto2", "NoCredentialsError",
     "boto.exception.NoAuthHandlerFound: No handler was ready to authenticate. 1 handlers were "
     "checked. "
     "['HmacAuthV4Handler'] Check your credentials"},
    // what AWS answers, by the AWS CLI and boto3
    {"botocore", "InvalidClientTokenId",
     "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The "
     "security "
     "token included in the request is invalid."},
    {"botocore", "InvalidClientTokenId",
     "botocore.exceptions.ClientError: An error occurred (UnrecognizedClientException) when "
     "calling the "
     "ListTables operation: The security token included in the request is invalid."},
    {"botocore", "InvalidClientTokenId",
     "An error occurred (InvalidAccessKeyId) when calling the ListBuckets operation: The AWS "
     "Access Key Id "
     "you provided does not exist in our records."},
    {"botocore", "InvalidClientTokenId",
     "An error occurred (InvalidToken) when calling the ListObjectsV2 operation: The provided "
     "token is "
     "malformed or otherwise invalid."},
    {"botocore", "AuthFailure",
     "An error occurred (AuthFailure) when calling the DescribeInstances operation: AWS was not "
     "able to "
     "validate the provided access credentials"},
    {"botocore", "ExpiredToken",
     "An error occurred (ExpiredToken) when calling the PutObject operation: The provided token "
     "has expired."},
    {"botocore", "ExpiredToken",
     "An error occurred (ExpiredTokenException) when calling the Query operation (reached max "
     "retries: 4): "
     "The security token included in the request is expired"},
    {"botocore", "RequestExpired",
     "An error occurred (RequestExpired) when calling the DescribeVpcs operation: Request has "
     "expired."},
    {"botocore", "SignatureDoesNotMatch",
     "An error occurred (SignatureDoesNotMatch) when calling the AssumeRole operation: The request "
     "signature we calculated does not match the signature you provided. Check your AWS Secret "
     "Access Key "
     "and signing method. Consult the service documentation for details."},
    {"botocore", "SignatureDoesNotMatch",
     "An error occurred (InvalidSignatureException) when calling the Publish operation: The "
     "request "
     "signature we calculated does not match the signature you provided."},
    {"botocore", "RequestTimeTooSkewed",
     "An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: "
     "Signature "
     "expired: 20261127T001427Z is now earlier than 20261127T014428Z (20261127T015928Z - 15 min.)"},
    {"botocore", "RequestTimeTooSkewed",
     "An error occurred (InvalidSignatureException) when calling the GetItem operation: Signature "
     "not yet "
     "current: 20261127T211543Z is still later than 20261127T211529Z (20261127T211029Z + 5 min.)"},
    {"botocore", "RequestTimeTooSkewed",
     "An error occurred (RequestTimeTooSkewed) when calling the ListBuckets operation: The "
     "difference "
     "between the request time and the current time is too large."},
    {"botocore", "IncompleteSignature",
     "An error occurred (IncompleteSignature) when calling the ListUsers operation: "
     "'20261129/us-east-1/"
     "iam/aws4_request' not a valid key=value pair (missing equal-sign) in Authorization header: "
     "'AWS4-HMAC-SHA256 Credential= '."},
    {"botocore", "AuthorizationHeaderMalformed",
     "An error occurred (AuthorizationHeaderMalformed) when calling the ListObjectsV2 operation: "
     "The "
     "authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'"},
    {"botocore", "IncompleteSignature",
     "An error occurred (AuthorizationHeaderMalformed) when calling the ListBuckets operation: The "
     "authorization header is malformed; a non-empty Access Key (AKID) must be provided in the "
     "credential."},
    {"botocore", "AuthorizationHeaderMalformed",
     "An error occurred (SignatureDoesNotMatch) when calling the AssumeRole operation: Credential "
     "should be "
     "scoped to a valid region. "},
    {"botocore", "AccessDenied",
     "An error occurred (AccessDenied) when calling the AssumeRole operation: User: "
     "arn:aws:iam::123456789012:user/me is not authorized to perform: sts:AssumeRole on resource: "
     "arn:aws:iam::123456789012:role/deploy"},
    {"botocore", "AccessDenied",
     "An error occurred (AccessDenied) when calling the AssumeRole operation: Roles may not be "
     "assumed by "
     "root accounts."},
    {"botocore", "AccessDenied",
     "An error occurred (AccessDenied) when calling the GetSessionToken operation: Cannot call "
     "GetSessionToken with session credentials"},
    {"botocore", "AccessDenied",
     "An error occurred (AccessDenied) when calling the GetSessionToken operation: "
     "MultiFactorAuthentication "
     "failed, unable to validate MFA code.  Please verify your MFA serial number is valid and "
     "associated "
     "with this user."},
    {"botocore", "AccessDenied",
     "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No "
     "access"},
    {"botocore", "AccessDenied",
     "An error occurred (403) when calling the HeadObject operation: Forbidden"},
    {"botocore", "AccessDenied",
     "An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are "
     "not "
     "authorized to perform this operation. Encoded authorization failure message: abc"},
    {"botocore", "UnauthorizedSSOTokenError",
     "An error occurred (UnauthorizedException) when calling the GetRoleCredentials operation: "
     "Session "
     "token not found or invalid"},
    {"botocore", "ValidationError",
     "An error occurred (ValidationError) when calling the AssumeRole operation: The requested "
     "DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"},
    {"botocore", "ValidationError",
     "An error occurred (ValidationError) when calling the AssumeRole operation: 1 validation "
     "error detected: "
     "Value 'my name' at 'roleSessionName' failed to satisfy constraint: Member must satisfy "
     "regular "
     "expression pattern: [\\w+=,.@-]*"},
    {"botocore", "ValidationError",
     "An error occurred (ValidationError) when calling the AssumeRole operation: 1 validation "
     "error detected: "
     "Value '86400' at 'durationSeconds' failed to satisfy constraint: Member must have value less "
     "than or "
     "equal to 43200"},
    {"botocore", "InvalidIdentityToken",
     "An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity "
     "operation: No "
     "OpenIDConnect provider found in your account for "
     "https://oidc.eks.eu-west-1.amazonaws.com/id/ABC"},
    {"botocore", "AuthorizationHeaderMalformed",
     "An error occurred (PermanentRedirect) when calling the PutObject operation: The bucket you "
     "are "
     "attempting to access must be addressed using the specified endpoint. Please send all future "
     "requests "
     "to this endpoint."},
    {"botocore", "MissingAuthenticationToken",
     "An error occurred (MissingAuthenticationToken) when calling the ListUsers operation: Request "
     "is "
     "missing Authentication Token"},
    {"botocore", "ResourceNotFoundException",
     "An error occurred (ResourceNotFoundException) when calling the AdminGetUser operation: User "
     "pool "
     "eu-west-1_AbCdEf does not exist."},
    {"", "RegionDisabled",
     "RegionDisabledException: STS is not activated in this region for account:123456789012. Your "
     "account "
     "administrator can activate STS in this region using the IAM Console."},
    {"", "InvalidClientTokenId",
     "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
     "<Code>InvalidClientTokenId</Code><Message>The security token included in the request is "
     "invalid</Message></Error><RequestId>977ace28-c22a-4674-bedc-791a1ca4293c</RequestId></"
     "ErrorResponse>"},
    {"", "AuthFailure",
     "<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the "
     "provided "
     "access credentials</Message></Error></Errors></Response>"},
    {"", "RequestExpired",
     "<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>300"
     "</X-Amz-Expires></Error>"},
    {"", "AuthorizationQueryParametersError",
     "<Error><Code>AuthorizationQueryParametersError</Code><Message>X-Amz-Expires must be less "
     "than a week "
     "(in seconds); that is, the given X-Amz-Expires must be less than 604800 "
     "seconds</Message></Error>"},
    {"s3-compatible", "InvalidClientTokenId",
     "mc: <ERROR> Unable to initialize new alias from the provided credentials. The Access Key Id "
     "you "
     "provided does not exist in our records."},
    // JavaScript v2
    {"js-v2", "NoCredentialsError",
     "CredentialsError: Missing credentials in config, if using AWS_CONFIG_FILE, set "
     "AWS_SDK_LOAD_CONFIG=1"},
    {"js-v2", "NoCredentialsError", "TimeoutError: Missing credentials in config"},
    {"js-v2", "NoRegionError", "ConfigError: Missing region in config"},
    {"js-v2", "InvalidRegionError", "ConfigError: Invalid region in config"},
    {"js-v2", "EndpointConnectionError",
     "UnknownEndpoint: Inaccessible host: `sqs.us-east-1a.amazonaws.com' at port `undefined'. This "
     "service "
     "may not be available in the `us-east-1a' region."},
    {"js-v2", "SSOTokenLoadError",
     "Error: Cached credentials not found under dev profile. Please make sure you log in with aws "
     "sso login "
     "first"},
    {"js-v2", "InvalidConfigError",
     "SharedIniFileCredentialsProviderFailure: source_profile base using profile dev does not "
     "exist"},
    {"js-v2", "InvalidClientTokenId",
     "InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records.\\n    "
     "at "
     "Request.extractError (/app/node_modules/aws-sdk/lib/services/s3.js:580:35)"},
    // JavaScript v3
    {"js-v3", "NoCredentialsError",
     "CredentialsProviderError: Could not load credentials from any providers\n    at "
     "/app/node_modules/@aws-sdk/credential-provider-node/dist-cjs/index.js:125:13"},
    {"js-v3", "NoCredentialsError", "Error: Credential is missing"},
    {"js-v3", "NoRegionError", "Error: Region is missing"},
    {"js-v3", "InvalidRegionError",
     "Error: Region not accepted: region=\"us_east_1\" is not a valid hostname component."},
    {"js-v3", "PartialCredentialsError", "Error: Resolved credential object is not valid"},
    {"js-v3", "ProfileNotFound",
     "CredentialsProviderError: Could not resolve credentials using profile: [dve] in "
     "configuration/credentials file(s)."},
    {"js-v3", "ProfileNotFound",
     "CredentialsProviderError: Profile dve could not be found in shared credentials file."},
    {"js-v3", "InfiniteLoopConfigError",
     "CredentialsProviderError: Detected a cycle attempting to resolve credentials for profile a. "
     "Profiles "
     "visited: a, b"},
    {"js-v3", "MFARequired",
     "CredentialsProviderError: Profile dev requires multi-factor authentication, but no MFA code "
     "callback "
     "was provided."},
    {"js-v3", "SSOTokenLoadError",
     "CredentialsProviderError: The SSO session associated with this profile is invalid. To "
     "refresh this SSO "
     "session run aws sso login with the corresponding profile."},
    {"js-v3", "UnauthorizedSSOTokenError",
     "TokenProviderError: Token is expired. To refresh this SSO session run 'aws sso login' with "
     "the "
     "corresponding profile."},
    {"js-v3", "InvalidConfigError",
     "TokenProviderError: Sso session 'corp' could not be found in shared credentials file."},
    {"js-v3", "LoginRefreshRequired",
     "CredentialsProviderError: Failed to load a token for session "
     "arn:aws:iam::123456789012:user/me, please "
     "re-authenticate using aws login"},
    {"js-v3", "NoCredentialsError", "TimeoutError: TimeoutError from instance metadata service"},
    {"js-v3", "UnsupportedHost",
     "CredentialsProviderError: URL not accepted. It must either be HTTPS or match one of the "
     "following:\n"
     "  - loopback CIDR 127.0.0.0/8 or [::1/128]"},
    {"js-v3", "InvalidClientTokenId",
     "UnrecognizedClientException: The security token included in the request is invalid.\n    at "
     "throwDefaultError (/app/node_modules/@smithy/smithy-client/dist-cjs/index.js:867:20) {\n  "
     "'$fault': "
     "'client',\n  '$metadata': {\n    httpStatusCode: 400,\n    requestId: 'ABC'"},
    {"", "EndpointConnectionError", "Error: getaddrinfo ENOTFOUND sts.us-east-1a.amazonaws.com"},
    // Go v1
    {"go-v1", "NoCredentialsError",
     "NoCredentialProviders: no valid providers in chain. Deprecated.\n\tFor verbose messaging see "
     "aws.Config.CredentialsChainVerboseErrors"},
    {"go-v1", "NoCredentialsError",
     "caused by: EnvAccessKeyNotFound: AWS_ACCESS_KEY_ID or AWS_ACCESS_KEY not found in "
     "environment\n"
     "SharedCredsLoad: failed to load shared credentials file\nEC2RoleRequestError: no EC2 "
     "instance role "
     "found"},
    {"go-v1", "NoRegionError", "MissingRegion: could not find region configuration"},
    {"go-v1", "PartialCredentialsError",
     "SharedCredsAccessKey: shared credentials dev in /root/.aws/credentials did not contain "
     "aws_access_key_id"},
    {"", "NoCredentialsError", "EmptyStaticCreds: static credentials are empty"},
    {"", "MFARequired",
     "AssumeRoleTokenProviderNotSetError: assume role with MFA enabled, but "
     "AssumeRoleTokenProvider session "
     "option not set."},
    {"go-v1", "UnauthorizedSSOTokenError",
     "SSOProviderInvalidToken: the SSO session has expired or is invalid\ncaused by: open "
     "/root/.aws/sso/cache/abc.json: no such file or directory"},
    {"go-v1", "InvalidConfigError",
     "SharedConfigErr: only one credential type may be specified per profile: source profile, "
     "credential "
     "source, credential process, web identity token"},
    {"go-v1", "FileNotFoundError",
     "WebIdentityErr: failed fetching WebIdentity token: \ncaused by: WebIdentityErr: unable to "
     "read file at "
     "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"},
    {"go-v1", "InvalidIdentityToken",
     "WebIdentityErr: failed to retrieve credentials\ncaused by: InvalidIdentityToken: No "
     "OpenIDConnect "
     "provider found in your account for https://oidc.example\n\tstatus code: 400, request id: "
     "5f38561a"},
    {"go-v1", "ExpiredToken",
     "ExpiredToken: The security token included in the request is expired\n\tstatus code: 403, "
     "request id: "
     "aa58fa50-4a5e-11e9-9566-293ea5c350ee"},
    {"", "UnsupportedHost",
     "CredentialsEndpointError: invalid endpoint host, \"10.0.0.1\", only loopback/ecs/eks hosts "
     "are "
     "allowed."},
    // Go v2
    {"go-v2", "NoCredentialsError", "failed to refresh cached credentials, no EC2 IMDS role found"},
    {"go-v2", "NoCredentialsError",
     "operation error S3: ListBuckets, get identity: get credentials: failed to refresh cached "
     "credentials, "
     "no EC2 IMDS role found, operation error ec2imds: GetMetadata, request canceled, context "
     "deadline "
     "exceeded"},
    {"go-v2", "NoRegionError",
     "operation error STS: GetCallerIdentity, failed to resolve service endpoint, an AWS region is "
     "required, "
     "but was not found"},
    {"go-v2", "NoRegionError",
     "operation error SQS: SendMessage, https response error StatusCode: 0, RequestID: , resolve "
     "endpoint: "
     "endpoint rule error, Invalid Configuration: Missing Region"},
    {"go-v2", "InvalidRegionError",
     "operation error S3: ListObjectsV2, https response error StatusCode: 0, RequestID: , HostID: "
     ", resolve "
     "auth scheme: resolve endpoint: endpoint rule error, Invalid region: region was not a valid "
     "DNS name."},
    {"go-v2", "ProfileNotFound", "failed to get shared config profile, dve"},
    {"go-v2", "InvalidConfigError",
     "failed to load assume role arn:aws:iam::123456789012:role/a, of profile base, failed to get "
     "something"},
    {"go-v2", "InvalidConfigError", "failed to find SSO session section, corp"},
    {"go-v2", "UnauthorizedSSOTokenError",
     "operation error EC2: DescribeVpcs, get identity: get credentials: failed to refresh cached "
     "credentials, refresh cached SSO token failed, cached SSO token is expired, or not present, "
     "and cannot "
     "be refreshed"},
    {"go-v2", "InvalidClientTokenId",
     "operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: "
     "73390445-95df-48e8-b897-1e06913a4946, api error InvalidClientTokenId: The security token "
     "included in "
     "the request is invalid."},
    {"go-v2", "AccessDenied",
     "operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: "
     "73390445-95df-48e8-b897-1e06913a4946, api error AccessDenied: User: "
     "arn:aws:iam::123456789012:user/me "
     "is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/a"},
    {"", "EndpointConnectionError",
     "dial tcp: lookup sqs.us-east-1a.amazonaws.com on 10.0.0.2:53: no such host"},
    // Java v1
    {"java-v1", "NoCredentialsError",
     "com.amazonaws.SdkClientException: Unable to load AWS credentials from any provider in the "
     "chain: "
     "[EnvironmentVariableCredentialsProvider: Unable to load AWS credentials from environment "
     "variables "
     "(AWS_ACCESS_KEY_ID (or AWS_ACCESS_KEY) and AWS_SECRET_KEY (or AWS_SECRET_ACCESS_KEY)), "
     "SystemPropertiesCredentialsProvider: Unable to load AWS credentials from Java system "
     "properties "
     "(aws.accessKeyId and aws.secretKey)]"},
    {"java-v1", "NoRegionError",
     "com.amazonaws.SdkClientException: Unable to find a region via the region provider chain. "
     "Must provide "
     "an explicit region in the builder or setup environment to supply a region."},
    {"java-v1", "NoRegionError",
     "Unable to load region information from any provider in the chain"},
    {"java-v1", "ProfileNotFound",
     "java.lang.IllegalArgumentException: No AWS profile named 'dve'"},
    {"java-v1", "PartialCredentialsError",
     "com.amazonaws.SdkClientException: Unable to load credentials into profile [dev]: AWS Access "
     "Key ID is "
     "not specified."},
    {"java-v1", "InvalidClientTokenId",
     "com.amazonaws.services.s3.model.AmazonS3Exception: The AWS Access Key Id you provided does "
     "not exist in "
     "our records. (Service: Amazon S3; Status Code: 403; Error Code: InvalidAccessKeyId; Request "
     "ID: "
     "F421F2243DF27432), S3 Extended Request ID: abc="},
    {"java-v1", "AccessDenied",
     "User: arn:aws:iam::123456789012:user/me is not authorized to perform: sts:AssumeRole on "
     "resource: "
     "arn:aws:iam::123456789012:role/a (Service: AWSSecurityTokenService; Status Code: 403; Error "
     "Code: "
     "AccessDenied; Request ID: b59b74ae-9126-4975-8a87-c987e092da76)"},
    // Java v2
    {"java-v2", "NoCredentialsError",
     "software.amazon.awssdk.core.exception.SdkClientException: Unable to load credentials from "
     "any of the "
     "providers in the chain "
     "AwsCredentialsProviderChain(credentialsProviders=[SystemPropertyCredentials"
     "Provider(), EnvironmentVariableCredentialsProvider(), "
     "ProfileCredentialsProvider(profileName=default, "
     "profileFile=ProfileFile(profiles=[])), InstanceProfileCredentialsProvider()]) : "
     "[SystemProperty"
     "CredentialsProvider(): Unable to load credentials from system settings. Access key must be "
     "specified "
     "either via environment variable (AWS_ACCESS_KEY_ID) or system property (aws.accessKeyId)., "
     "ProfileCredentialsProvider(profileName=default): Profile file contained no credentials for "
     "profile "
     "'default': ProfileFile(profiles=[]), InstanceProfileCredentialsProvider(): Failed to load "
     "credentials "
     "from IMDS.]"},
    {"java-v2", "NoRegionError",
     "Unable to load region from any of the providers in the chain "
     "software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain@615d56f8"},
    {"java-v2", "InfiniteLoopConfigError",
     "java.lang.IllegalStateException: Invalid profile file: Circular relationship detected with "
     "profiles "
     "[a, b]."},
    {"java-v2", "PartialCredentialsError",
     "java.lang.IllegalArgumentException: Profile property 'aws_secret_access_key' was not "
     "configured for "
     "'dev'."},
    {"java-v2", "ExpiredToken",
     "software.amazon.awssdk.services.s3.model.S3Exception: The provided token has expired. "
     "(Service: S3, "
     "Status Code: 400, Request ID: 487HZGW94B0Y5AYB, Extended Request ID: dlhJ)"},
    // .NET and PowerShell
    {"dotnet", "NoCredentialsError",
     "Amazon.Runtime.AmazonClientException: Failed to resolve AWS credentials. The credential "
     "providers used "
     "to search for credentials returned the following errors:\n\nException 1 of 4: The "
     "environment variables "
     "AWS_ACCESS_KEY_ID/AWS_SECRET_ACCESS_KEY/AWS_SESSION_TOKEN were not set with AWS "
     "credentials."},
    {"dotnet", "NoCredentialsError",
     "Unhandled exception. Amazon.Runtime.AmazonServiceException: Unable to get IAM security "
     "credentials from "
     "EC2 Instance Metadata Service.\n   at "
     "Amazon.Runtime.DefaultInstanceProfileAWSCredentials.FetchCredentials()"},
    {"dotnet", "NoRegionError", "No RegionEndpoint or ServiceURL configured"},
    {"powershell", "NoRegionError",
     "Get-EC2Instance : No region specified or obtained from persisted/shell defaults.\nAt line:1 "
     "char:1"},
    {"powershell", "NoCredentialsError",
     "Get-S3Bucket: No credentials specified or obtained from persisted/shell defaults."},
    {"powershell", "InvalidClientTokenId",
     "Get-STSCallerIdentity : The security token included in the request is invalid.\n    + "
     "CategoryInfo     "
     "     : InvalidOperation: (Amazon.PowerShe...erIdentityCmdlet)\n    + FullyQualifiedErrorId : "
     "Amazon.SecurityToken.AmazonSecurityTokenServiceException,Amazon.PowerShell.Cmdlets.STS."
     "GetSTSCallerIdentityCmdlet"},
    // Ruby
    {"ruby", "NoRegionError", "Aws::Errors::MissingRegionError: No region was provided."},
    {"ruby", "NoRegionError", "missing required option :region (Aws::Errors::MissingRegionError)"},
    {"ruby", "NoCredentialsError",
     "unable to sign request without credentials set (Aws::Errors::MissingCredentialsError)"},
    {"ruby", "ProfileNotFound",
     "Aws::Errors::NoSuchProfileError: Profile `dve' not found in /root/.aws/credentials"},
    {"ruby", "InvalidRegionError",
     "Aws::Errors::InvalidRegionError: Invalid `:region` option was provided."},
    {"ruby", "EndpointConnectionError",
     "Seahorse::Client::NetworkingError: Encountered a `SocketError` while attempting to connect "
     "to:\n\n  "
     "https://sqs.us-east-1a.amazonaws.com/"},
    {"ruby", "InvalidConfigError",
     "Profile dev has a role_arn, and source_profile, but the source_profile does not have "
     "credentials. "
     "(Aws::Errors::NoSourceProfileError)"},
    {"ruby", "PartialCredentialsError",
     "Aws::Errors::NoSourceProfileError: Profile dev has a role_arn, but no source_profile."},
    {"ruby", "UnauthorizedSSOTokenError",
     "The SSO session associated with this profile has expired or is otherwise invalid. To refresh "
     "this SSO "
     "session run aws sso login with the corresponding profile. "
     "(Aws::Errors::InvalidSSOCredentials)"},
    {"ruby", "InvalidClientTokenId",
     "The security token included in the request is invalid. "
     "(Aws::STS::Errors::InvalidClientTokenId)"},
    {"ruby", "ExpiredToken", "Aws::S3::Errors::ExpiredToken: The provided token has expired."},
    // PHP
    {"php", "NoCredentialsError",
     "PHP Fatal error:  Uncaught Aws\\Exception\\CredentialsException: Error retrieving "
     "credentials from the "
     "instance profile metadata service. (cURL error 28: Connection timed out after 1001 "
     "milliseconds) in "
     "/var/www/vendor/aws/aws-sdk-php/src/Credentials/InstanceProfileProvider.php:240"},
    {"php", "NoCredentialsError",
     "[2026-03-20 14:42:02] local.ERROR: Error retrieving credentials from the instance profile "
     "metadata "
     "server. (cURL error 7: Failed to connect to 169.254.169.254 port 80) "
     "{\"exception\":\"[object] "
     "(Aws\\\\Exception\\\\CredentialsException(code: 0)\"}"},
    {"php", "NoRegionError",
     "InvalidArgumentException: Missing required client configuration options: \n\nregion: "
     "(string)\n\n  A "
     "\"region\" configuration value is required for the \"s3\" service"},
    {"php", "ProfileNotFound", "'dve' not found in credentials file"},
    {"php", "ConfigParseError", "Invalid credentials file: /root/.aws/credentials"},
    {"php", "UnauthorizedSSOTokenError", "Cached SSO credentials returned expired credentials"},
    {"php", "AccessDenied",
     "Error executing \"AssumeRole\" on \"https://sts.eu-west-1.amazonaws.com\"; AWS HTTP error: "
     "Client "
     "error: `POST https://sts.eu-west-1.amazonaws.com` resulted in a `403 Forbidden` response: "
     "AccessDenied "
     "(client): User: arn:aws:iam::123456789012:user/me is not authorized to perform: "
     "sts:AssumeRole on "
     "resource: arn:aws:iam::123456789012:role/a"},
    // Rust
    {"rust", "NoCredentialsError",
     "DispatchFailure(DispatchFailure { source: ConnectorError { kind: Other(None), source: "
     "CredentialsNotLoaded(CredentialsNotLoaded { source: Some(\"no providers in chain provided "
     "credentials\") }), connection: Unknown } })"},
    {"rust", "NoCredentialsError",
     "DispatchFailure(DispatchFailure { source: ConnectorError { kind: Other(None), source: "
     "NoMatchingAuthScheme, connection: Unknown } })"},
    {"rust", "ProfileNotFound",
     "Error: the credentials provider was not properly configured: profile `dve` was not defined: "
     "could not "
     "find it"},
    {"rust", "UnauthorizedSSOTokenError",
     "an error occurred while loading credentials: the SSO token has expired and cannot be "
     "refreshed"},
    {"rust", "InvalidConfigError",
     "sso-session named `corp` (referenced by profile `dev`) was not found"},
    // Kotlin
    {"kotlin", "NoCredentialsError",
     "aws.smithy.kotlin.runtime.identity.IdentityProviderException: No identity could be resolved "
     "from the "
     "chain: CredentialsProviderChain -> SystemPropertyCredentialsProvider -> "
     "EnvironmentCredentialsProvider "
     "-> ProfileCredentialsProvider"},
    {"kotlin", "NoCredentialsError",
     "aws.sdk.kotlin.runtime.auth.credentials.CredentialsProviderException: No credentials could "
     "be loaded "
     "from the chain: CredentialsProviderChain -> EnvironmentCredentialsProvider"},
    {"kotlin", "UnauthorizedSSOTokenError",
     "The SSO session has expired. To refresh this SSO session run `aws sso login` with the "
     "corresponding "
     "profile."},
    {"kotlin", "SSOTokenLoadError",
     "Invalid or missing SSO session cache. Run `aws sso login` to initiate a new SSO session"},
    // C++
    {"cpp", "InvalidClientTokenId",
     "ListBuckets error: InvalidAccessKeyId Unable to parse ExceptionName: InvalidAccessKeyId "
     "Message: The "
     "AWS Access Key Id you provided does not exist in our records."},
    {"cpp", "NoCredentialsError",
     "[ERROR] 2026-05-22 08:41:19.624 EC2MetadataClient [140633711080512] Http request to retrieve "
     "credentials failed"},
    // Terraform, OpenTofu, Pulumi, CDK, Serverless, Ansible
    {"terraform", "NoCredentialsError",
     "╷\n│ Error: No valid credential sources found\n│ \n│   with "
     "provider[\"registry.terraform.io/hashicorp/aws\"],\n│   on main.tf line 12, in provider "
     "\"aws\":\n│   12: "
     "provider \"aws\" {\n│ \n│ Please see "
     "the page of the provider\n│ for more "
     "information about providing credentials.\n│ \n│ Error: failed to refresh cached credentials, "
     "no EC2 IMDS\n"
     "│ role found, operation error ec2imds: GetMetadata, access disabled to EC2\n│ IMDS via "
     "client option\n╵"},
    {"opentofu", "NoCredentialsError",
     "Error: No valid credential sources found\n  with "
     "provider[\"registry.opentofu.org/hashicorp/aws\"]\n  on "
     "providers.tf line 25, in provider \"aws\":"},
    {"terraform", "NoCredentialsError",
     "Error: error configuring Terraform AWS Provider: no valid credential sources for Terraform "
     "AWS Provider "
     "found.\n\nPlease see the page of the provider\nfor more "
     "information about "
     "providing credentials.\n\nError: NoCredentialProviders: no valid providers in chain. "
     "Deprecated."},
    {"terraform", "NoCredentialsError",
     "Error: error configuring S3 Backend: no valid credential sources for S3 Backend found."},
    {"terraform", "NoCredentialsError",
     "* provider.aws: No valid credential sources found for AWS Provider.\n  Please see "
     "https://terraform.io/docs/providers/aws/index.html for more information"},
    {"terraform", "NoRegionError",
     "│ Error: Missing region value\n│ \n│   on backend.tf line 2, in terraform:\n│ The \"region\" "
     "attribute or "
     "the \"AWS_REGION\" or \"AWS_DEFAULT_REGION\"\n│ environment variables must be set."},
    {"terraform", "InvalidClientTokenId",
     "Error: error configuring Terraform AWS Provider: error validating provider credentials: "
     "error calling "
     "sts:GetCallerIdentity: operation error STS: GetCallerIdentity, https response error "
     "StatusCode: 403, "
     "RequestID: 73390445, api error InvalidClientTokenId: The security token included in the "
     "request is "
     "invalid."},
    {"terraform", "ExpiredToken",
     "│ Error: validating provider credentials: retrieving caller identity from STS: operation "
     "error STS: "
     "GetCallerIdentity, https response error StatusCode: 403, RequestID: 1, api error "
     "ExpiredToken: The "
     "security token included in the request is expired"},
    {"terraform", "IncompleteSignature",
     "Error: error configuring Terraform AWS Provider: error validating provider credentials: "
     "error calling "
     "sts:GetCallerIdentity: operation error STS: GetCallerIdentity, https response error "
     "StatusCode: 400, "
     "RequestID: 7, api error IncompleteSignature: '/20260809/us-east-1/sts/aws4_request' not a "
     "valid "
     "key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential=X "
     "'."},
    {"terraform", "AccessDenied",
     "│ Error: Cannot assume IAM Role\n│ \n│ IAM Role (arn:aws:iam::123456789012:role/a) cannot be "
     "assumed.\n│ \n"
     "│ There are a number of possible causes of this - the most common are:\n│   * The "
     "credentials used in "
     "order to assume the role are invalid\n│ Error: operation error STS: AssumeRole, https "
     "response error "
     "StatusCode: 403, RequestID: 1, api error AccessDenied: User: "
     "arn:aws:iam::123456789012:user/me is not "
     "authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/a"},
    {"terraform", "ProfileNotFound",
     "│ Error: configuring Terraform AWS Provider: loading configuration: failed to get shared "
     "config profile, "
     "dve"},
    {"pulumi", "ProfileNotFound",
     "error: pulumi:providers:aws resource 'default_6_37_0' has a problem: unable to validate AWS "
     "credentials.\n    Details: failed to get shared config profile, corp"},
    {"pulumi", "NoRegionError",
     "error: pulumi:providers:aws resource 'default_6_18_2' has a problem: missing region "
     "information"},
    {"cdk", "NoCredentialsError",
     "Error: Unable to resolve AWS account to use. It must be either configured when you define "
     "your CDK "
     "Stack, or through the environment"},
    {"cdk", "NoCredentialsError",
     "Need to perform AWS calls for account 123456789012, but no credentials have been configured"},
    {"serverless", "NoCredentialsError",
     "Serverless Error ----------------------------------------\n \n  AWS provider credentials not "
     "found. Learn "
     "how to set up AWS provider credentials in our docs here: <http://slss.io/aws-creds-setup>."},
    {"serverless", "InvalidClientTokenId",
     "ServerlessError: The security token included in the request is invalid."},
    {"ansible", "NoRegionError",
     "fatal: [localhost]: FAILED! => {\"changed\": false, \"msg\": \"The ec2_instance_info module "
     "requires a "
     "region and none was found in configuration, environment variables or module parameters\"}"},
    // CI, containers, Kubernetes
    {"github-action", "NoCredentialsError",
     "Error: Credentials could not be loaded, please check your action inputs: Could not load "
     "credentials from "
     "any providers"},
    {"github-action", "AccessDenied",
     "Error: Could not assume role with OIDC: Not authorized to perform "
     "sts:AssumeRoleWithWebIdentity"},
    {"github-action", "ValidationError",
     "Error: Could not assume role with OIDC: Request ARN is invalid"},
    {"github-action", "NoRegionError", "Error: Input required and not supplied: aws-region"},
    {"github-action", "NoCredentialsError",
     "It looks like you might be trying to authenticate with OIDC. Did you mean to set the "
     "`id-token` "
     "permission? If you are not trying to authenticate with OIDC and the action is working "
     "successfully, you "
     "can ignore this message."},
    {"github-action", "InvalidClientTokenId",
     "##[error]Error: The security token included in the request is invalid. "
     "(aws-actions/configure-aws-"
     "credentials@v4)"},
    {"docker", "NoCredentialsError",
     "Get https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/app/manifests/latest: no basic "
     "auth "
     "credentials"},
    {"docker", "ExpiredToken",
     "denied: Your authorization token has expired. Reauthenticate and try again."},
    {"docker", "ExpiredToken",
     "ERROR: denied: Your Authorization Token has expired. Please run 'aws ecr get-login "
     "--no-include-email' "
     "to fetch a new one."},
    {"ecr-login", "NoCredentialsError",
     "time=\"2026-11-29T10:02:33Z\" level=error msg=\"Error retrieving credentials\" error=\"ecr: "
     "Failed to get "
     "authorization token: operation error ECR: GetAuthorizationToken, get identity: get "
     "credentials: failed "
     "to refresh cached credentials, no EC2 IMDS role found\""},
    {"kubectl", "NoCredentialsError",
     "Unable to locate credentials. You can configure credentials by running \"aws "
     "configure\".\nUnable to "
     "connect to the server: getting credentials: exec: executable aws failed with exit code 253"},
    {"kubectl", "ConfigParseError",
     "Unable to parse config file: /github/home/.aws/credentials\nUnable to connect to the server: "
     "getting "
     "credentials: exec: executable aws failed with exit code 255"},
    {"kubectl", "AccessDenied", "error: You must be logged in to the server (Unauthorized)"},
    {"kubectl", "AccessDenied",
     "E1129 10:02:33.101 memcache.go:265] couldn't get current server API group list: the server "
     "has asked for "
     "the client to provide credentials"},
    {"iam-authenticator", "NoCredentialsError",
     "could not get token: NoCredentialProviders: no valid providers in chain. Deprecated."},
    // data tools
    {"airflow", "NoCredentialsError",
     "[2026-11-10, 07:30:17 UTC] {base_aws.py:164} WARNING - Unable to find AWS Connection ID "
     "'s3_conn_logs', "
     "switching to empty."},
    {"airflow", "NoCredentialsError",
     "[2026-02-04 17:51:08,227] {s3_task_handler.py:52} ERROR - Could not create an S3Hook with "
     "connection id "
     "\"AWSS3LogStorage\". Please make sure that airflow[s3] is installed and the S3 connection "
     "exists."},
    {"s3a", "NoCredentialsError",
     "java.nio.file.AccessDeniedException: s3a://my-bucket/data: org.apache.hadoop.fs.s3a.auth."
     "NoAuthWithAWSException: No AWS Credentials provided by TemporaryAWSCredentialsProvider "
     "SimpleAWSCredentialsProvider EnvironmentVariableCredentialsProvider "
     "IAMInstanceCredentialsProvider : "
     "com.amazonaws.SdkClientException: Unable to load AWS credentials from environment variables "
     "(AWS_ACCESS_KEY_ID (or AWS_ACCESS_KEY) and AWS_SECRET_KEY (or AWS_SECRET_ACCESS_KEY))"},
    {"s3a", "NoCredentialsError",
     "AccessDeniedException: s3a://b/k: org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException: No "
     "AWS "
     "Credentials provided by SimpleAWSCredentialsProvider"},
    {"s3a", "NoCredentialsError",
     "py4j.protocol.Py4JJavaError: org.apache.hadoop.fs.s3a.auth.NoAwsCredentialsException: "
     "SimpleAWSCredentialsProvider: No AWS credentials in the Hadoop configuration"},
    {"s3a", "InvalidClientTokenId",
     "java.nio.file.AccessDeniedException: my-bucket: "
     "org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException: "
     "getFileStatus on s3a://my-bucket: com.amazonaws.services.s3.model.AmazonS3Exception: The AWS "
     "Access Key "
     "Id you provided does not exist in our records. (Service: Amazon S3; Status Code: 403; Error "
     "Code: "
     "InvalidAccessKeyId; Request ID: ABC)"},
    {"s3fs", "InvalidClientTokenId",
     "  File \"/usr/lib/python3.11/site-packages/s3fs/core.py\", line 113, in "
     "_error_wrapper\nPermissionError: "
     "The AWS Access Key Id you provided does not exist in our records."},
    {"s3fs", "AccessDenied", "PermissionError: Forbidden"},
    {"object-store", "NoRegionError",
     "deltalake.PyDeltaTableError: Failed to read delta log object: Generic S3 error: Missing "
     "region"},
    {"object-store", "PartialCredentialsError",
     "OSError: Generic S3 error: Missing SecretAccessKey"},
    {"object-store", "AuthorizationHeaderMalformed",
     "OSError: Generic S3 error: Error performing list request: Received redirect without "
     "LOCATION, this "
     "normally indicates an incorrectly configured region"},
    {"object-store", "NoCredentialsError",
     "Generic S3 error: response error \"request error\", after 0 retries: error sending request "
     "for url "
     "(http://169.254.169.254/latest/api/token): error trying to connect: tcp connect error"},
    {"duckdb", "ProfileNotFound",
     "Invalid Configuration Error: Secret Validation Failure: no profile 'dve' found in config "
     "file "
     "/root/.aws/config"},
    {"duckdb", "InvalidClientTokenId",
     "HTTP Error: HTTP GET error reading 's3://b/k' in region 'us-east-1' (HTTP 403 Forbidden)\n\n"
     "InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our "
     "records.\n\nAuthentication "
     "Failure - this is usually caused by invalid or missing credentials.\n* Credentials are "
     "provided, but "
     "they did not work."},
    {"duckdb", "NoCredentialsError",
     "HTTP Error: HTTP GET error reading 's3://b/k' in region 'us-east-1' (HTTP 403 Forbidden)\n\n"
     "Authentication Failure - this is usually caused by invalid or missing credentials.\n* No "
     "credentials are "
     "provided.\n* See https://duckdb.org/docs/stable/extensions/httpfs/s3api.html"},
    {"snowflake", "AccessDenied",
     "003167 (42601): Error assuming AWS_ROLE:\nUser: arn:aws:iam::123456789012:user/x-s is not "
     "authorized to "
     "perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/a"},
    // copying tools
    {"rclone", "SignatureDoesNotMatch",
     "2026/01/19 18:25:36 NOTICE: Failed to ls: operation error S3: ListBuckets, https response "
     "error "
     "StatusCode: 403, RequestID: , HostID: , api error SignatureDoesNotMatch: UnknownError"},
    {"rclone", "NoCredentialsError",
     "2026/09/11 17:49:59 ERROR : Attempt 1/3 failed with 1 errors and: NoCredentialProviders: no "
     "valid "
     "providers in chain. Deprecated."},
    {"rclone", "PartialCredentialsError",
     "2026/09/11 17:49:59 CRITICAL: Failed to create file system for \"s3:bucket\": "
     "secret_access_key not found"},
    {"restic", "PartialCredentialsError",
     "Fatal: create repository at s3:s3.amazonaws.com/b failed: no credentials found. "
     "$AWS_ACCESS_KEY_ID is set "
     "but $AWS_SECRET_ACCESS_KEY is empty"},
    {"restic", "InvalidClientTokenId",
     "Fatal: unable to open config file: Stat: The Access Key Id you provided does not exist in "
     "our records.\nIs "
     "there a repository at the following location?\ns3:http://192.0.2.1:9000/backup"},
    {"restic", "AccessDenied",
     "Fatal: unable to open config file: Stat: Access Denied.\nIs there a repository at the "
     "following location?"},
    {"restic", "RequestTimeTooSkewed",
     "Fatal: unable to open config file: Stat: The difference between the request time and the "
     "server's time is "
     "too large."},
    {"s3cmd", "SignatureDoesNotMatch",
     "ERROR: S3 error: 403 (SignatureDoesNotMatch): The request signature we calculated does not "
     "match the "
     "signature you provided. Check your key and signing method."},
};

}  // namespace credlint::test
