// SPDX-License-Identifier: MIT
// What parsers see and rules judge. Facts are plain values that own their small strings: the file
// they came from is gone when rules run. Nothing here is a judgement.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/location.h"
#include "scanner/core/meaning.h"
#include "scanner/core/secret.h"

namespace credlint {

/// Common to all facts: where it stands (`at` is the value, or the header, call or line that the
/// fact is about) and what it belongs to.
struct Fact {
  Location at;
  ScopeId scope;
};

/// What stands around a value in its file.
enum class Quoting : std::uint8_t { None, Single, Double, Backtick, Smart };

enum class PartKind : std::uint8_t { KeyId, Secret, Token, Expiry };

/// How a credential part was recognised.
enum class Recognition : std::uint8_t {
  Named,     ///< bound to a name or argument that means that part
  Adjacent,  ///< a secret and a key id, by their shapes, close together
  Shape,     ///< by its own shape alone (a key id in a log, a token in a string)
};

/// How a value is written into a file, beside quotes and escapes.
enum class Encoded : std::uint8_t {
  Plain,
  Base64,     ///< the fact's value is what it decodes to
  NotBase64,  ///< should be base64 and is not; the fact's value is what is written
};

/// One part of a credential with a literal value. `at` is the value without its quotes.
/// The value is as its author meant it: without quotes and without an inline comment; what a given
/// reader makes of those is told by ConfigSetting and EnvAssignment.
struct CredentialPart : Fact {
  PartKind part = PartKind::KeyId;
  Recognition recognition = Recognition::Shape;
  Quoting quoting = Quoting::None;
  bool legacy_token = false;    ///< a Token under the old name (aws_security_token)
  bool program_output = false;  ///< printed by a program, in an output cell of a notebook
  Encoded encoded = Encoded::Plain;
  bool line_break = false;  ///< the decoded value ends in a line break, which is no part of it
  std::string name;         ///< as written: "aws_security_token"; empty when found by shape
  std::optional<Location> name_at;  ///< absent when found by shape
  Secret value;
};

/// Which shared file an AWS-shaped file is. Either is decided by name, else by its sections.
enum class SharedFile : std::uint8_t { Config, Credentials };

enum class SectionKind : std::uint8_t { Default, Profile, SsoSession, Services, Other };

/// A section header of a shared config or credentials file. `at` is the text between the brackets.
/// kind and name follow the cross-SDK reference grammar: in *config* "[profile dev]" is Profile
/// "dev" and "[dev]" is Other "dev"; in *credentials* "[dev]" is Profile "dev" and "[profile dev]"
/// is Other.
struct ConfigSection : Fact {
  SharedFile file_kind = SharedFile::Config;
  SectionKind kind = SectionKind::Other;
  std::string raw;        ///< text between the brackets, untrimmed
  std::string name;       ///< profile, session or services name; raw, trimmed, for Other
  bool indented = false;  ///< white space before the bracket
};

/// One "key = value" of a shared config or credentials file. `at` is the value as meant (without
/// quotes and inline comment); empty values have an empty span behind the separator.
struct ConfigSetting : Fact {
  SharedFile file_kind = SharedFile::Config;
  SectionKind section_kind = SectionKind::Other;
  std::string section;      ///< ConfigSection::name, empty before the first header
  bool in_section = false;  ///< false for lines before the first header
  std::string key;          ///< as written, without an "export " prefix
  Location key_at;
  std::string parent;  ///< the outer key for a nested line ("s3"), else empty
  Secret value;        ///< as meant
  Quoting quoting = Quoting::None;
  char separator = '=';
  bool indented = false;            ///< white space before the key, and not a nested line
  bool exported = false;            ///< "export " before the key
  std::optional<Location> comment;  ///< "# …" or "; …" behind the value, preceded by white space
};

enum class OddLineKind : std::uint8_t {
  NoSeparator,     ///< neither header, comment nor "key = value"
  UnclosedHeader,  ///< "[default"
  MergeMarker,     ///< "<<<<<<< HEAD", "=======", ">>>>>>> x"
  EmptyKey,        ///< "= value"
  Continuation,    ///< an indented or bare piece that continues the value above it
};

/// A line of a shared config or credentials file that is not what it should be.
struct OddLine : Fact {
  SharedFile file_kind = SharedFile::Config;
  OddLineKind kind = OddLineKind::NoSeparator;
  std::string continues;  ///< key of the property above, when there is one
  bool indented = false;
  bool base64 = false;  ///< nothing but base64 characters: a piece of a key or token
  bool masked = false;  ///< may be a shorter piece of one, so no report shows it
};

/// How a line of a shared file ends.
enum class LineEnd : std::uint8_t { None, Lf, CrLf, Cr };

/// One line of a shared config or credentials file as it is written, for those who read the file as
/// a given SDK does. `at` is the line without its end.
struct SharedLine : Fact {
  SharedFile file_kind = SharedFile::Config;
  LineEnd end = LineEnd::Lf;
  Secret text;
};

/// Which of the caches below ~/.aws a file lies in.
enum class CacheKind : std::uint8_t {
  Sso,    ///< sso/cache: tokens and client registrations of IAM Identity Center
  Cli,    ///< cli/cache: role credentials of the AWS CLI
  Login,  ///< login/cache: credentials of "aws login"
};

/// A JSON file of a cache. `at` is the value of its expiry, or the file's first line.
struct CacheEntry : Fact {
  CacheKind kind = CacheKind::Sso;
  std::string name;      ///< file name without ".json": a hash, in hexadecimal
  bool complete = true;  ///< false when it is no whole JSON object
  std::string start_url;
  std::string region;
  std::string account;                      ///< 12 digits
  std::string expires;                      ///< as written
  std::string registration_expires;         ///< as written
  std::optional<Location> registration_at;  ///< of registration_expires
  bool has_access_token = false;            ///< Sso: a token, not a client registration
  bool has_refresh_token = false;
  /// Holds all that a refresh takes: Sso: token, client id and secret; Login: token, client id and
  /// DPoP key.
  bool refreshable = false;
  Secret key_id;  ///< Cli, Login
  bool has_secret = false;
  bool has_token = false;
  std::vector<Span>
      masked;  ///< texts that no report may show: tokens, secrets, names of unknown use
};

/// A profile that a shared file defines, by the reference grammar.
struct ProfileDefinition : Fact {
  std::string name;
  SharedFile file_kind = SharedFile::Config;
};

/// A place that names a profile to use.
struct ProfileReference : Fact {
  std::optional<std::string> name;  ///< absent when it cannot be followed
  std::string via;  ///< "AWS_PROFILE", "--profile", "profile_name", "source_profile", …
};

/// A place that sets a region to a known value.
struct RegionSetting : Fact {
  std::string value;
  std::string via;  ///< "region", "AWS_REGION", "region_name", …
};

/// A place that sets an endpoint URL.
struct EndpointSetting : Fact {
  std::string value;  ///< empty where it is given but cannot be followed
  std::string via;
};

/// Where an argument of a call stands, or which parameter takes it.
struct Parameter {
  static constexpr std::uint32_t kByName = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t index = kByName;  ///< from 0
  /// Of a keyword argument or parameter; the path within an object that is handed over.
  std::string name;
};

/// What only other files tell: the value of a name that is imported, or what they give to a
/// parameter of this file. engine/link_files finds it.
struct Elsewhere {
  std::string module;  ///< as imported: "conf", "./env", "example.com/app/conf"; or empty
  std::string name;    ///< dotted: "settings.AWS_REGION", "region()" for what a function returns
  /// Set for a parameter of this file's function `name`.
  std::optional<Parameter> parameter = {};
  bool taken_apart = false;  ///< the parameter is a member of the object that is handed over
};

/// What an expression is known to be.
struct Value {
  enum class Kind : std::uint8_t { Absent, Literal, Env, Member, Unknown };
  /// Where a Member ("creds.AccessKeyId") was taken from.
  enum class Source : std::uint8_t {
    None,
    RoleAssumption,
    UserKey,  ///< the answer to CreateAccessKey: a long-term pair, to which no token belongs
    CredentialObject,
    Other
  };

  Kind kind = Kind::Absent;
  Source source = Source::None;
  Secret text;                          ///< Literal: the value
  std::string name;                     ///< Env: the variable; Member: the last member as written
  std::optional<std::string> fallback;  ///< Env: its default
  std::optional<Location> fallback_at;  ///< Env: where a default that is known stands
  /// Env: what is taken before the default where it is not set: another variable, or what cannot be
  /// followed. Null for most.
  std::shared_ptr<const Value> otherwise = {};
  Location at;
  bool inherited = false;  ///< comes from a session or configuration object
  bool number = false;     ///< Literal: written, or computed, as a number
  /// Unknown, Member: what it is in other files; null once files are linked, and for most values.
  std::shared_ptr<const Elsewhere> elsewhere = {};

  [[nodiscard]] bool given() const { return kind != Kind::Absent; }
  [[nodiscard]] bool literal() const { return kind == Kind::Literal; }
};

/// Where an environment variable is assigned.
enum class EnvSyntax : std::uint8_t {
  EnvFile,
  DockerEnv,
  DockerArg,
  Unit,      ///< Environment= of a systemd unit
  Document,  ///< variables in a data file: of a container, a job, a function
  ShellExport,
  ShellAssign,
  ShellPrefix,
  Code
};

/// An assignment to an environment variable that some SDK or known tool reads. `at` is the value as
/// meant.
struct EnvAssignment : Fact {
  EnvSyntax syntax = EnvSyntax::EnvFile;
  std::string name;  ///< empty for the first place that sets variables of unknown names (eval)
  Location name_at;
  Secret value;         ///< as meant; see `literal`
  bool literal = true;  ///< false when the value holds an expansion ("${X}") or cannot be followed
  Value::Source source = Value::Source::None;  ///< where a value that is not literal comes from
  Quoting quoting = Quoting::None;
  std::string prefix;  ///< "export", "set", "$Env:" as written before the name, else empty
  bool space_before_equals = false;
  bool space_after_equals = false;
  bool trailing_space = false;      ///< unquoted white space behind the value
  bool carriage_return = false;     ///< the line ends in CR LF
  std::optional<Location> comment;  ///< " # …" behind the value
  bool test = false;                ///< set by a test helper (monkeypatch.setenv)
  /// Document: id of the tool whose file it is; ShellPrefix: the program that it is set for, where
  /// data/sdks.toml names it ("go").
  std::string tool;
  Encoded encoded = Encoded::Plain;
  /// A name alone, whose value comes from outside: to a container, from the shell that starts it.
  bool passed_on = false;
  ScopeId function;  ///< Code: the function around it, or the file
};

/// A setting made by its name that is no environment variable: a system property that an AWS SDK
/// for Java reads, a part of a credential that "aws configure set" writes without that its value is
/// known. `at` is the name.
struct PropertyAssignment : Fact {
  std::string name;  ///< "aws.secretKey", "aws_secret_access_key"
  Value value;
};

/// A setting of a tool, known by its place in a data file. `at` is the value as meant. What it
/// means besides (a credential part, a region, …) is a fact of its own.
struct ToolSetting : Fact {
  std::string tool;  ///< id of its table: "kubernetes"
  std::string path;  ///< of the table's row: "jobs.*.steps.with.aws-region"
  std::string name;  ///< the key as written
  Location name_at;
  Meaning meaning = Meaning::Other;
  Secret value;
  bool literal = true;  ///< false when the tool puts something else in its place
  Quoting quoting = Quoting::None;
  Encoded encoded = Encoded::Plain;
};

/// A read of an environment variable that some SDK or known tool reads.
struct EnvRead : Fact {
  std::string name;
  std::optional<std::string> fallback;
  std::optional<Location> fallback_at;  ///< as in Value
};

/// A named argument that the construction's table does not know.
struct Argument {
  std::string name;
  Location name_at;
  Value value;
};

/// A call that makes a client, session, credentials or configuration object of an AWS SDK.
/// `at` is the called name.
struct ClientConstruction : Fact {
  std::string sdk;               ///< "boto3", "js-v3", "go-v2", … (contracts: facts)
  std::string constructor;       ///< the called name
  std::string callee;            ///< what is called, as written: "Credentials::new"
  std::string service;           ///< boto3 spelling; empty where unknown or not a client
  bool service_unknown = false;  ///< one is given, but cannot be followed
  bool carrier = false;          ///< an object of credentials or settings, passed on to clients
  bool provider = false;         ///< a carrier that asks for its credentials and for nothing else
  bool carries_token = true;     ///< false for classes that cannot hold a session token
  Value region, profile, key_id, secret, token, endpoint;
  /// What an unknown region or profile may be, where several are possible; a last one that is
  /// Unknown says that there may be others.
  std::vector<Value> regions, profiles;
  Value signature_version;  ///< "s3", "v4", …; "UNSIGNED" for anonymous requests
  Value clock_offset;       ///< added to the clock for signing, in the SDK's own unit
  ScopeId function;         ///< the function around it, or the file
  std::vector<Argument> unknown_arguments;
  bool open_ended = false;   ///< further arguments are spread in (**kwargs, ...options)
  bool conditional = false;  ///< stands in a branch: it may not be made
  /// Stands in a branch whose condition depends on what is outside of the file (the environment).
  bool where_it_runs = false;
  /// An object is passed that cannot be followed (a session, configuration or options): what is
  /// absent here may stand in it.
  bool unfollowed = false;
};

/// A call to AssumeRole and its kin.
struct RoleAssumption : Fact {
  std::string operation;  ///< "assume_role", "GetSessionToken", …
  Value role_arn, duration, external_id, mfa_serial, session_name;
  Value key_id, profile;  ///< of the credentials that ask
  /// Region of the STS client that a credential provider makes for itself; absent for calls on a
  /// client. Unknown where it may come with options that cannot be followed.
  Value region;
  bool setting = false;  ///< no call: a setting that names the role for who reads it
};

/// A call that makes a pre-signed URL. Credentials and region are those of its client, where that
/// can be followed.
struct PresignedRequest : Fact {
  std::string sdk;
  std::string operation;  ///< the called name: "generate_presigned_url"
  Value expires;          ///< seconds; what PHP's strtotime reads is left as it is
  Value key_id, token, region;
  Value signature_version;  ///< as in ClientConstruction
};

/// A match of a pattern in rulesets/patterns/ that says something by itself (a pre-signed URL, a
/// Bedrock key). Groups are the pattern's named captures.
struct PatternMatch : Fact {
  struct Group {
    std::string name;
    Secret value;
    Location at;
  };
  std::string pattern;
  Secret value;
  std::vector<Group> groups;
  /// The capture of that name, or nullptr.
  [[nodiscard]] const Group* group(std::string_view name) const;
};

/// A package of an AWS SDK that a manifest names. `at` is the package.
struct SdkDependency : Fact {
  std::string sdk;      ///< as in ClientConstruction
  std::string package;  ///< "@aws-sdk/client-s3"
  std::string version;  ///< the least that is asked for, "3.400.0"; empty where none is named
};

/// A COPY or ADD of a Dockerfile. `at` is the source that was copied.
struct ImageCopy : Fact {
  std::string source;
  std::string destination;
};

/// Who reads an env file.
enum class EnvFileReader : std::uint8_t { DockerRun, Shell, Systemd, Compose, Dotenv, Kubectl };

/// A place that hands an env file to a reader. `at` is the path.
struct EnvFileUse : Fact {
  EnvFileReader reader = EnvFileReader::Shell;
  std::string path;  ///< as written
  ScopeId function;  ///< Dotenv: the function around it, or the file
};

/// "credlint: ignore[…] reason" in a comment. `at` is from "credlint:" to the closing bracket.
struct IgnoreComment : Fact {
  std::vector<std::string> rules;  ///< ids or families
  bool whole_file = false;
  /// Of the next line as well: nothing stands before it on its own, or what stands there goes on.
  bool covers_next = false;
  std::string reason;
};

/// A name of this file that others may use: "REGION", "Settings.REGION", "config.aws.region",
/// "region()"; "env.*" where each member is the variable of its name.
struct Exported {
  std::string name;
  Value value;
};

/// What a call hands to a function of another file.
struct CallElsewhere {
  struct Given {
    Parameter parameter;
    Value value;
  };
  std::shared_ptr<const Elsewhere> callee;
  std::vector<Given> given;
};

/// A region or profile that something is given, and that only other files tell.
struct OpenSetting {
  Meaning meaning = Meaning::Region;
  Value value;
};

/// Everything one file yielded.
struct FileFacts {
  std::vector<CredentialPart> credential_parts;
  std::vector<ConfigSection> config_sections;
  std::vector<ConfigSetting> config_settings;
  std::vector<OddLine> odd_lines;
  std::vector<SharedLine> shared_lines;
  std::vector<CacheEntry> cache_entries;
  std::vector<ProfileDefinition> profile_definitions;
  std::vector<ProfileReference> profile_references;
  std::vector<RegionSetting> region_settings;
  std::vector<EndpointSetting> endpoint_settings;
  std::vector<EnvAssignment> env_assignments;
  std::vector<PropertyAssignment> property_assignments;
  std::vector<ToolSetting> tool_settings;
  std::vector<EnvRead> env_reads;
  std::vector<ClientConstruction> client_constructions;
  std::vector<RoleAssumption> role_assumptions;
  std::vector<PresignedRequest> presigned_requests;
  std::vector<PatternMatch> pattern_matches;
  std::vector<SdkDependency> sdk_dependencies;
  std::vector<ImageCopy> image_copies;
  std::vector<EnvFileUse> env_file_uses;
  std::vector<IgnoreComment> ignore_comments;
  // What joins files. Gone once they are linked.
  std::vector<Exported> exports;
  std::vector<CallElsewhere> calls_elsewhere;
  std::vector<OpenSetting> open_settings;
};

/// Calls `visit` with each fact vector of `facts`, in a fixed order; shared_lines, which repeat
/// what other facts say, are not among them, nor is what joins files.
template <typename Facts, typename Visit>
void for_each_kind(Facts& facts, Visit&& visit) {
  visit(facts.credential_parts);
  visit(facts.config_sections);
  visit(facts.config_settings);
  visit(facts.odd_lines);
  visit(facts.cache_entries);
  visit(facts.profile_definitions);
  visit(facts.profile_references);
  visit(facts.region_settings);
  visit(facts.endpoint_settings);
  visit(facts.env_assignments);
  visit(facts.property_assignments);
  visit(facts.tool_settings);
  visit(facts.env_reads);
  visit(facts.client_constructions);
  visit(facts.role_assumptions);
  visit(facts.presigned_requests);
  visit(facts.pattern_matches);
  visit(facts.sdk_dependencies);
  visit(facts.image_copies);
  visit(facts.env_file_uses);
  visit(facts.ignore_comments);
}

}  // namespace credlint
