// SPDX-License-Identifier: MIT
#include "parsers/code/fact_mapper.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "parsers/code/branches.h"
#include "parsers/code/evaluator.h"
#include "parsers/code/literal.h"
#include "parsers/code/named_options.h"
#include "parsers/code/secret_literals.h"
#include "parsers/code/shell_command.h"
#include "parsers/code/shell_origin.h"
#include "parsers/code/shell_text.h"
#include "parsers/code/summary.h"
#include "parsers/document/env_value.h"
#include "parsers/document/named_value.h"
#include "parsers/document/variable_text.h"
#include "parsers/written_file.h"
#include "scanner/core/near_variable.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Names shorter than this say too little outside a known call ("key", "token", "region").
constexpr std::size_t kShortestTellingName = 8;
constexpr std::string_view kVariableCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

/// "S3Client" → "s3", "AmazonS3ClientBuilder" → "s3": the service that a class is for.
std::string service_of_class(std::string_view class_name) {
  const std::string lower = to_lower(class_name);
  std::string_view name = lower;
  for (const std::string_view suffix : {"builder", "client", "async"}) {
    if (name.size() > suffix.size() && name.ends_with(suffix)) name.remove_suffix(suffix.size());
  }
  for (const std::string_view prefix : {"iamazon", "amazon", "aws"}) {
    if (name.size() > prefix.size() && name.starts_with(prefix)) name.remove_prefix(prefix.size());
  }
  return std::string(name);
}

bool is_secret(const KeyName* name) { return name != nullptr && is_secret(name->meaning); }

class FactMapper {
 public:
  FactMapper(const CodeModel& model, const Catalog& catalog, ScopeId top, FactWriter& writer)
      : model_(model),
        catalog_(catalog),
        writer_(writer),
        evaluator_(model, catalog, writer),
        origins_(model),
        secrets_(model, writer),
        options_(model, catalog),
        branches_(model, catalog.table(Table::OutsideNames)),
        top_(top) {}

  EmbeddedTexts map() {
    embedded_.complete = map_all();
    summarize(model_, evaluator_, catalog_, writer_);
    return std::move(embedded_);
  }

 private:
  /// "name = value" by a command, where the value may not be known.
  struct UnknownSetting {
    Value name;
    Value value;
    TSNode node{};
  };

  /// A region or profile that is given with what stands for it where it is missing.
  struct Default {
    Value value;
    Meaning meaning = Meaning::Region;
    ScopeId scope;
  };

  /// False when the time was over before the end.
  bool map_all() {
    if (exists(model_.env_write_any())) map_env_write_any(model_.env_write_any());
    return each(model_.calls(), [&](const CallSite& site) { map_call(site); }) &&
           each(lone_regions_,
                [&](const Value& region) { emit(region, Meaning::Region, writer_.new_scope()); }) &&
           each(model_.commands(), [&](TSNode command) { map_command(command); }) &&
           each(unknown_settings_,
                [&](const UnknownSetting& setting) { map_unknown_setting(setting); }) &&
           each(model_.env_reads(),
                [&](TSNode read) { map_env_read(evaluator_.evaluate_with_default(read)); }) &&
           each(model_.filled(),
                [&](const CodeModel::AssignSite& site) {
                  map_env_read(evaluator_.evaluate(site.value));
                }) &&
           each(std::exchange(defaults_, {}), [&](const Default& told) { map_default(told); }) &&
           each(model_.options(), [&](const auto& option) { map_checked(option); }) &&
           each(model_.env_writes(),
                [&](const CodeModel::EnvWrite& write) { map_env_write(write); }) &&
           each(model_.env_write_texts(), [&](TSNode text) { map_env_write_text(text); }) &&
           each(model_.pairs(), [&](const CodeModel::PairSite& pair) { map_pair(pair); }) &&
           each(model_.assignments(),
                [&](const CodeModel::AssignSite& assignment) { map_assignment(assignment); }) &&
           each(model_.documents(),
                [&](const CodeModel::DocumentSite& document) { take_document(document); });
  }

  template <typename Sites, typename Map>
  bool each(const Sites& sites, Map map_one) {
    for (const auto& site : sites) {
      if (is_over(model_.deadline())) return false;
      map_one(site);
    }
    return true;
  }

  void map_pair(const CodeModel::PairSite& pair) {
    const TSNode held_by = ts_node_parent(ts_node_parent(pair.value));
    map_named(pair.key, pair.value, scope_of(held_by));
    map_option(pair, held_by);
  }

  /// broker_transport_options = {"region": "eu-west-1"}
  void map_option(const CodeModel::PairSite& pair, TSNode dictionary) {
    const KeyName* known = options_.option(dictionary, pair.key);
    if (known == nullptr) return;
    const Value read = evaluator_.evaluate(pair.value);
    const ScopeId scope = scope_of(dictionary);
    emit(read, known->meaning, scope);
    if (known->meaning != Meaning::Endpoint || read.literal() || !read.given()) return;
    EndpointSetting fact;
    fact.at = read.at;
    fact.scope = scope;
    fact.via = known->name;
    writer_.add(std::move(fact));
  }

  void map_assignment(const CodeModel::AssignSite& assignment) {
    map_named(assignment.name, assignment.value,
              scope_of(model_.enclosing_function(assignment.name)));
  }

  /// A text is read as one file, although "tee" may write it to several.
  void take_document(const CodeModel::DocumentSite& document) {
    std::string_view path = model_.text(document.path);
    while (!path.empty() && (path.back() == '"' || path.back() == '\'')) path.remove_suffix(1);
    if (!is_shared_file(path, catalog_)) return;
    if (!documents_.insert(ts_node_start_byte(document.text)).second) return;
    embedded_.documents.push_back({std::string(path), text_in_shell(document, model_)});
  }

  void map_call(const CallSite& site) {
    std::optional<Construct> made = evaluator_.construct(site);
    if (!made) return;
    for (const TSNode secret : made->secrets) secrets_.mask_below(secret);
    mask_value_of(made->setting_name, made->value);
    const Yield yields = made->shape->yields;
    if (yields == Yield::Client || yields == Yield::Session || yields == Yield::Credentials ||
        yields == Yield::Config || yields == Yield::Defaults || yields == Yield::Resource) {
      map_construction(*made);
    } else if (yields == Yield::Settings) {
      emit_values(*made, scope_of(model_.enclosing_function(site.node)));
    } else if (yields == Yield::Block) {
      map_block(*made);
    } else if (yields == Yield::Watched) {
      map_watched(*made);
    } else if (yields == Yield::Role ||
               (yields == Yield::RoleUse && made->role_arn.given() && !made->role_arn.inherited)) {
      map_role(*made);
    } else if (yields == Yield::Env) {
      map_env_read(evaluator_.evaluate_with_default(site.node));
    } else if (yields == Yield::EnvWrite || yields == Yield::EnvWriteTest) {
      map_env_write_call(*made, yields == Yield::EnvWriteTest);
    } else if (yields == Yield::Property) {
      map_property(*made);
      map_setting(made->setting_name, made->setting_value,
                  scope_of(model_.enclosing_function(site.node)));
    } else if (yields == Yield::Value && made->region.given()) {
      lone_regions_.push_back(made->region);
      std::ranges::move(made->regions, std::back_inserter(lone_regions_));
    } else if (yields == Yield::Presign) {
      map_presigned(*made);
    } else if (yields == Yield::Dotenv) {
      map_env_file(made->path, site.node);
    }
  }

  void map_construction(const Construct& made) {
    ClientConstruction fact;
    fact.at = evaluator_.locate(evaluator_.called_name_node(*made.site));
    fact.scope = writer_.new_scope();
    fact.sdk = std::string(made.shape->sdk);
    fact.constructor = made.called_name;
    fact.callee = written_callee(*made.site);
    fact.service = service_of(made);
    fact.service_unknown = fact.service.empty() && made.service.given();
    const Yield yields = made.shape->yields;
    fact.carrier = yields == Yield::Credentials || yields == Yield::Config;
    fact.provider = yields == Yield::Credentials && !made.shape->chain;
    fact.carries_token = made.shape->carries_token;
    fact.region = made.region;
    fact.profile = made.profile;
    if (!made.region.literal()) fact.regions = possible(made.regions, made.regions_told);
    if (!made.profile.literal()) fact.profiles = possible(made.profiles, made.profiles_told);
    fact.key_id = made.key_id;
    fact.secret = made.secret;
    fact.token = made.token;
    fact.endpoint = made.endpoint;
    fact.signature_version = made.signature_version;
    fact.clock_offset = made.clock_offset;
    fact.function = function_around(made.site->node);
    fact.unknown_arguments = made.unknown_arguments;
    fact.open_ended = made.open_ended;
    fact.unfollowed = made.unfollowed;
    const Branches::Around around = branches_.around(made.site->node);
    fact.conditional = around.conditional;
    fact.where_it_runs = around.where_it_runs;
    emit_values(made, fact.scope);
    emit_alternatives(made);
    writer_.add(std::move(fact));
  }

  /// The alternatives that are written here; one that is unknown for those that are not.
  [[nodiscard]] static std::vector<Value> possible(const std::vector<Value>& values, bool all) {
    std::vector<Value> out;
    for (const Value& value : values) {
      const bool known = std::ranges::any_of(
          out, [&](const Value& other) { return other.text.reveal() == value.text.reveal(); });
      if (value.literal() && !known) out.push_back(value);
    }
    if (!all && !out.empty()) {
      Value other;
      other.kind = Value::Kind::Unknown;
      out.push_back(std::move(other));
    }
    return out;
  }

  /// What region and profile are where nothing else is given.
  void emit_alternatives(const Construct& made) {
    for (const Value& region : made.regions) emit(region, Meaning::Region, writer_.new_scope());
    for (const Value& profile : made.profiles) emit_profile(profile, writer_.new_scope());
  }

  /// Masks what a setting or variable of that name is given, if it is a secret or token.
  void mask_value_of(const Value& name, TSNode value) {
    if (name.literal()) mask_value_of(name.text.reveal(), value);
  }
  void mask_value_of(std::string_view name, TSNode value) {
    if (is_secret(catalog_.key(name)) || is_secret(variable_or_near(catalog_, name)))
      secrets_.mask_below(value);
  }

  /// "Credentials::new", "boto3.client"; the name alone where the object is no plain name.
  [[nodiscard]] std::string written_callee(const CallSite& site) const {
    constexpr std::size_t kLongest = 60;
    const TSNode name = evaluator_.called_name_node(site);
    const TSNode first = exists(site.callee) ? site.callee : site.receiver;
    const std::string_view text = model_.source().text;
    const std::uint32_t end = ts_node_end_byte(name);
    const std::uint32_t begin = exists(first) ? ts_node_start_byte(first) : end;
    if (begin >= end || end - begin > kLongest) return std::string(model_.text(name));
    const std::string_view written = text.substr(begin, end - begin);
    const bool plain = written.find_first_of(" \t\r\n()[]{}\"'`") == std::string_view::npos;
    return std::string(plain ? written : model_.text(name));
  }

  /// Whether a variable of Terraform is written behind the name: its default is only what holds
  /// where nobody who calls the module says otherwise.
  [[nodiscard]] bool is_of_variable(const Argument& argument) const {
    constexpr std::uint32_t kFar = 80;
    const auto size = static_cast<std::uint32_t>(writer_.source().text().size());
    const std::uint32_t begin = std::min(argument.name_at.span.end, size);
    const std::string_view behind = writer_.source().slice({begin, std::min(begin + kFar, size)});
    const std::size_t value = behind.find_first_not_of(" \t=:\"${");
    return value != std::string_view::npos && behind.substr(value).starts_with("var.");
  }

  /// A resource that watches over an account, such as a trail: its type, then its settings.
  void map_watched(const Construct& made) {
    ToolSetting resource;
    resource.scope = writer_.new_scope();
    resource.tool = std::string(made.shape->sdk);
    resource.path = made.called_name;
    resource.name = made.called_name;
    resource.at = evaluator_.locate(evaluator_.called_name_node(*made.site));
    resource.name_at = resource.at;
    for (const Argument& argument : made.unknown_arguments) {
      if (!argument.value.given()) continue;  // "null": as if it were not written
      ToolSetting setting = resource;
      setting.path += "." + argument.name;
      setting.name = argument.name;
      setting.name_at = argument.name_at;
      setting.at = argument.value.at;
      setting.value = argument.value.text;
      setting.literal = argument.value.literal() && !is_of_variable(argument);
      writer_.add(std::move(setting));
    }
    writer_.add(std::move(resource));
  }

  /// Values that stand together without being a call: a provider of Terraform.
  void map_block(Construct& made) {
    // A profile of other files than those in ~/.aws.
    const std::string_view files = writer_.source().slice(made.path.at.span);
    if (made.path.given() && files.find("/.aws/") == std::string_view::npos &&
        made.profile.literal()) {
      made.profile.kind = Value::Kind::Unknown;
    }
    const ScopeId scope = scope_of(holder_of(made));
    // With a token that cannot be followed the two others are no pair by themselves.
    if (made.token.given() && !made.token.literal())
      emit(made.secret, Meaning::Secret, writer_.new_scope());
    emit_values(made, scope);
    emit_alternatives(made);
    add_block_settings(made, scope);
    if (made.role_arn.given()) map_role(made);
  }

  /// The block that it belongs to: an endpoint to the provider around "endpoints { … }".
  [[nodiscard]] TSNode holder_of(const Construct& made) const {
    if (!made.shape->sdk.empty()) return made.site->node;
    for (TSNode at = ts_node_parent(made.site->node); exists(at); at = ts_node_parent(at)) {
      if (model_.call(at) != nullptr) return at;
    }
    return made.site->node;
  }

  /// The block itself, and each setting of it that means something, by their place.
  void add_block_settings(const Construct& made, ScopeId scope) {
    if (made.shape->sdk.empty()) return;
    const auto add = [&](std::string_view name, Meaning meaning, const Value& value) {
      ToolSetting fact;
      fact.at = value.at;
      fact.name_at = value.at;
      fact.scope = scope;
      fact.tool = std::string(made.shape->sdk);
      fact.path = made.callee;
      if (!name.empty()) fact.path.append(".").append(name);
      fact.name = std::string(name.empty() ? std::string_view(made.called_name) : name);
      fact.meaning = meaning;
      fact.value = value.text;
      fact.literal = value.literal();
      writer_.add(std::move(fact));
    };
    Value block;
    block.kind = Value::Kind::Literal;
    block.at = evaluator_.locate(evaluator_.called_name_node(*made.site));
    add("", Meaning::Other, block);
    if (made.region.given()) add("region", Meaning::Region, made.region);
    if (made.profile.given()) add("profile", Meaning::Profile, made.profile);
    if (made.key_id.given()) add("access_key", Meaning::KeyId, made.key_id);
    if (made.secret.given()) add("secret_key", Meaning::Secret, made.secret);
    if (made.token.given()) add("token", Meaning::Token, made.token);
    if (made.role_arn.given()) add("role_arn", Meaning::RoleArn, made.role_arn);
    if (made.path.given()) add("shared_credentials_files", Meaning::Other, made.path);
    if (made.endpoint.given()) add("endpoint", Meaning::Endpoint, made.endpoint);
  }

  void emit_values(const Construct& made, ScopeId scope) {
    emit(made.key_id, Meaning::KeyId, scope);
    emit(made.secret, Meaning::Secret, scope);
    emit(made.token, Meaning::Token, scope);
    emit(made.region, Meaning::Region, scope);
    emit(made.endpoint, Meaning::Endpoint, scope);
    emit_profile(made.profile, scope);
  }

  /// The service as boto3 spells it.
  [[nodiscard]] std::string service_of(const Construct& made) const {
    const std::string word = service_word(made);
    const DataRow* renamed = catalog_.table(Table::ServiceNames).find(word);
    return renamed != nullptr ? std::string(renamed->value) : word;
  }

  [[nodiscard]] static std::string service_word(const Construct& made) {
    if (made.service.literal()) return std::string(made.service.text.reveal());
    if (made.shape->service == "package") {  // the part before what is called: Go, Aws::S3::Client
      std::string_view callee = made.callee;
      callee = callee.substr(0, callee.rfind('.'));
      return to_lower(callee.substr(callee.find_last_of("/.") + 1));
    }
    if (made.shape->service == "crate") {  // s3 of aws_sdk_s3::client::Client
      const std::string_view crate = std::string_view(made.callee).substr(0, made.callee.find('.'));
      return to_lower(crate.substr(crate.rfind('_') + 1));
    }
    if (made.shape->service == "class") {  // S3Client, or the S3Client of S3Client.builder()
      std::string_view callee = made.callee;
      std::string_view last = callee.substr(callee.rfind('.') + 1);
      if (last.starts_with(':')) return to_lower(last.substr(1));  // Ruby: Aws.config[:s3]
      constexpr std::string_view kCreate = ".create";              // PHP: $sdk->createSsm()
      if (const std::size_t at = callee.find(":session.create"); at != std::string_view::npos)
        return service_of_class(callee.substr(callee.find(kCreate, at) + kCreate.size()));
      const bool method = !last.empty() && last.front() >= 'a' && last.front() <= 'z';
      if (method && callee.size() > last.size()) {
        callee.remove_suffix(last.size() + 1);
        last = callee.substr(callee.rfind('.') + 1);
      }
      return service_of_class(last);
    }
    return std::string(made.shape->service);
  }

  void map_role(const Construct& made) {
    RoleAssumption fact;
    fact.at = evaluator_.locate(evaluator_.called_name_node(*made.site));
    fact.scope = writer_.new_scope();
    fact.operation =
        made.shape->service.empty() ? made.called_name : std::string(made.shape->service);
    fact.role_arn = made.role_arn;
    fact.duration = made.duration;
    fact.external_id = made.external_id;
    fact.mfa_serial = made.mfa_serial;
    fact.session_name = made.session_name;
    fact.region = made.region;
    fact.key_id = made.key_id;
    fact.profile = made.profile;
    const bool elsewhere = made.open_ended || made.unfollowed;
    if (elsewhere && !fact.region.given()) fact.region.kind = Value::Kind::Unknown;
    writer_.add(std::move(fact));
  }

  void map_presigned(const Construct& made) {
    PresignedRequest fact;
    fact.at = evaluator_.locate(evaluator_.called_name_node(*made.site));
    fact.scope = writer_.new_scope();
    fact.sdk = std::string(made.shape->sdk);
    fact.operation = made.called_name;
    fact.expires = made.expires;
    fact.key_id = made.key_id;
    fact.token = made.token;
    fact.region = made.region;
    fact.signature_version = made.signature_version;
    writer_.add(std::move(fact));
  }

  void map_property(const Construct& made) {
    if (!made.setting_name.literal()) return;
    const std::string name(made.setting_name.text.reveal());
    if (catalog_.key(name) == nullptr) return;
    PropertyAssignment fact;
    fact.at = made.setting_name.at;
    fact.scope = writer_.file_scope();
    fact.name = name;
    fact.value = made.setting_value;
    writer_.add(std::move(fact));
  }

  /// The fact for a literal value that stands at this call; inherited ones were emitted where they
  /// stand.
  void emit(const Value& value, Meaning meaning, ScopeId scope) {
    const bool told = meaning == Meaning::Region || meaning == Meaning::Profile;
    if (told && value.elsewhere != nullptr) writer_.add(OpenSetting{meaning, value});
    if (told && value.fallback_at && !value.inherited) defaults_.push_back({value, meaning, scope});
    if (!value.literal() || value.inherited) return;
    if (!emitted_.insert(value.at.span.begin).second) return;
    emit_named_value(
        {label(meaning), {}, value.text.reveal(), value.at.span, quoting_at(value.at.span), scope},
        meaning, writer_);
  }

  /// What stands for a setting or variable that is not given, where no read of a variable says it.
  void map_default(const Default& told) {
    const auto& reads = writer_.facts().env_reads;
    const bool read = std::ranges::any_of(
        reads, [&](const EnvRead& fact) { return fact.fallback_at == told.value.fallback_at; });
    if (read) return;
    Value chosen;
    chosen.kind = Value::Kind::Literal;
    chosen.text = Secret(*told.value.fallback);
    chosen.at = *told.value.fallback_at;
    emit(chosen, told.meaning, told.scope);
  }

  /// AWS_REGION: Joi.string().default("…"): what stands for a variable of AWS.
  void map_checked(const std::pair<const std::string, TSNode>& option) {
    const KeyName* variable = catalog_.variable(option.first);
    if (variable == nullptr) return;
    if (variable->meaning == Meaning::Region || variable->meaning == Meaning::Profile)
      emit(evaluator_.evaluate(option.second), variable->meaning, writer_.new_scope());
  }

  void emit_profile(const Value& value, ScopeId scope) {
    emit(value, Meaning::Profile, scope);
    if (value.literal() || !value.given() || value.inherited) return;
    const bool perhaps = value.name == "{}";  // what an object of another file may hold
    if (perhaps) return;
    ProfileReference fact;
    fact.at = value.at;
    fact.scope = scope;
    fact.via = "profile";
    writer_.add(std::move(fact));
  }

  static std::string_view label(Meaning meaning) {
    switch (meaning) {
      case Meaning::KeyId:
        return "access key id argument";
      case Meaning::Secret:
        return "secret key argument";
      case Meaning::Token:
        return "session token argument";
      case Meaning::Region:
        return "region";
      case Meaning::Profile:
        return "profile";
      default:
        return "endpoint";
    }
  }

  [[nodiscard]] Quoting quoting_at(Span span) const {
    return span.begin == 0 ? Quoting::None : quoting_of(writer_.source().text()[span.begin - 1]);
  }

  [[nodiscard]] bool ends_in_crlf(TSNode node) const {
    const std::string_view text = model_.source().text;
    const std::size_t end = text.find('\n', ts_node_end_byte(node));
    return end != std::string_view::npos && end > 0 && text[end - 1] == '\r';
  }

  void map_env_read(const Value& read) {
    if (read.kind != Value::Kind::Env || variable_or_near(catalog_, read.name) == nullptr) return;
    EnvRead fact;
    fact.at = read.at;
    fact.scope = top_;
    fact.name = read.name;
    fact.fallback = read.fallback;
    fact.fallback_at = read.fallback_at;
    writer_.add(std::move(fact));
  }

  void map_env_write(const CodeModel::EnvWrite& write) {
    using Syntax = CodeModel::EnvWrite::Syntax;
    const bool shell = write.syntax != Syntax::Code;
    std::string name(model_.text(write.name));
    Span name_span = model_.source().span(write.name);
    if (!shell) {
      const Value read = is_key(write.name) ? Value{} : evaluator_.evaluate(write.name);
      if (read.literal()) {
        name = std::string(read.text.reveal());
        name_span = read.at.span;
      }
    }
    mask_value_of(name, write.value);
    Value value = evaluator_.evaluate(write.value);
    if (shell && value.fallback_at) map_env_read(value);
    EnvAssignment fact;
    fact.syntax = syntax_of(write.syntax);
    fact.source = shell ? origin_of(write.value) : value.source;
    if (!shell) fact.function = function_around(write.name);
    fact.test = write.test;
    if (write.syntax == Syntax::Export) fact.prefix = "export";
    if (write.syntax == Syntax::Prefix)
      fact.tool = program_of_command(write.whole, model_, evaluator_, catalog_);
    if (!shell && name.find('=') != std::string::npos)
      return map_env_pair(std::move(fact), name, name_span, write.value);
    const ScopeId scope = write.syntax == Syntax::Prefix ? scope_of(write.whole) : top_;
    fact.carriage_return = shell && ends_in_crlf(write.name);
    add_env(std::move(fact), name, name_span, value, write.value, scope);
  }

  static EnvSyntax syntax_of(CodeModel::EnvWrite::Syntax syntax) {
    switch (syntax) {
      case CodeModel::EnvWrite::Syntax::Export:
      case CodeModel::EnvWrite::Syntax::Exported:
        return EnvSyntax::ShellExport;
      case CodeModel::EnvWrite::Syntax::Local:
        return EnvSyntax::ShellAssign;
      case CodeModel::EnvWrite::Syntax::Prefix:
        return EnvSyntax::ShellPrefix;
      case CodeModel::EnvWrite::Syntax::Code:
        break;
    }
    return EnvSyntax::Code;
  }

  [[nodiscard]] Value::Source origin_of(TSNode shell_value) const {
    return origins_.from_role(shell_value) ? Value::Source::RoleAssumption : Value::Source::None;
  }

  /// Text that sets variables where it is run or read: eval "…", echo "NAME=…" >> "$GITHUB_ENV".
  void map_env_write_text(TSNode node) {
    const Value value = evaluator_.evaluate(node);
    if (value.literal()) {
      if (emitted_.insert(value.at.span.begin).second)
        emit_assignment(value, top_, catalog_, writer_);
      return;
    }
    const std::string_view text = model_.text(node);
    const Value::Source source = origin_of(node);
    for (std::size_t equals = text.find('='); equals != std::string_view::npos;) {
      const std::size_t next = text.find('=', equals + 1);
      add_env_in_text(node, equals, std::min(next, text.size()), source);
      equals = next;
    }
  }

  /// The variable before the "=" in a text; its value is something in what stands up to `end`.
  void add_env_in_text(TSNode node, std::size_t equals, std::size_t end, Value::Source source) {
    const std::string_view text = model_.text(node);
    const std::size_t before = equals == 0 ? std::string_view::npos
                                           : text.find_last_not_of(kVariableCharacters, equals - 1);
    // Behind "\n", its letter is no part of the name; npos + 1 is 0.
    const bool escaped = before != std::string_view::npos && text[before] == '\\';
    const std::size_t begin = before + (escaped ? 2 : 1);
    if (begin > equals) return;
    const std::uint32_t start = ts_node_start_byte(node);
    const Span name = model_.source().place(start + static_cast<std::uint32_t>(begin),
                                            start + static_cast<std::uint32_t>(equals));
    EnvAssignment fact;
    fact.syntax = EnvSyntax::ShellExport;
    fact.literal = false;
    fact.source = source;
    emit_env_assignment(std::move(fact), {text.substr(begin, equals - begin), name},
                        {text.substr(equals + 1, end - equals - 1), model_.source().span(node)},
                        top_, catalog_, writer_);
  }

  /// putenv("NAME=value"), putenv("NAME=" + value): what is taken for the name holds the sign too.
  void map_env_pair(EnvAssignment fact, std::string_view text, Span span, TSNode value_node) {
    const std::size_t equals = text.find('=');
    const std::string_view rest = text.substr(equals + 1);
    const auto width = static_cast<std::uint32_t>(equals);
    const Span name_span{span.begin, span.begin + width};
    if (exists(value_node)) {
      const Value value = rest.empty() ? evaluator_.evaluate(value_node) : Value{};
      return add_env(std::move(fact), text.substr(0, equals), name_span, value, value_node, top_);
    }
    fact.quoting = quoting_at(span);
    emit_env_assignment(std::move(fact), {text.substr(0, equals), name_span},
                        {rest, {span.begin + width + 1, span.end}}, top_, catalog_, writer_);
  }

  /// NAME of "f(NAME=value)": the name itself, whatever a variable of that name holds.
  [[nodiscard]] bool is_key(TSNode name) const {
    const Language& language = model_.language();
    const TSNode pair = ts_node_parent(name);
    return language.role(name) == NodeRole::Identifier && language.role(pair) == NodeRole::Pair &&
           same_node(first_named(pair), name);
  }

  void map_env_write_any(TSNode node) {
    EnvAssignment fact;
    fact.at = fact.name_at = evaluator_.locate(node);
    fact.scope = top_;
    fact.syntax = EnvSyntax::ShellAssign;
    fact.literal = false;
    writer_.add(std::move(fact));
  }

  void add_env(EnvAssignment fact, std::string_view name, Span name_span, const Value& value,
               TSNode value_node, ScopeId scope) {
    Piece piece{"", {name_span.end, name_span.end}};
    std::string text;
    if (exists(value_node)) {
      fact.literal = value.literal();
      piece.span = value.literal() ? value.at.span : model_.source().span(value_node);
      const bool shown = model_.source().is_known(value_node);
      text = std::string(value.literal() ? value.text.reveal()
                         : shown         ? model_.text(value_node)
                                         : writer_.source().slice(piece.span));
      // A carriage return belongs to the line end, although grammars put it into the last word.
      if (!text.empty() && text.back() == '\r') {
        text.pop_back();
        --piece.span.end;
      }
      piece.text = text;
      fact.quoting = quoting_at(piece.span);
    }
    if (fact.literal && variable_or_near(catalog_, name) != nullptr)
      emitted_.insert(piece.span.begin);
    emit_env_assignment(std::move(fact), {name, name_span}, piece, scope, catalog_, writer_);
  }

  void map_env_write_call(const Construct& made, bool test) {
    if (!made.setting_name.literal()) return;
    EnvAssignment fact;
    fact.syntax = EnvSyntax::Code;
    fact.function = function_around(made.site->node);
    fact.test = test;
    fact.literal = made.setting_value.literal();
    fact.quoting = quoting_at(made.setting_value.at.span);
    const std::string name(made.setting_name.text.reveal());
    const std::string text(made.setting_value.literal() ? made.setting_value.text.reveal() : "");
    if (fact.literal) emitted_.insert(made.setting_value.at.span.begin);
    emit_env_assignment(std::move(fact), {name, made.setting_name.at.span},
                        {text, made.setting_value.at.span}, top_, catalog_, writer_);
  }

  /// "name means this value" by call: System.setProperty("aws.accessKeyId", "…"), aws configure
  /// set.
  void map_setting(const Value& name, const Value& value, ScopeId scope) {
    if (!name.literal() || !value.literal()) return;
    const std::string key(name.text.reveal());
    const KeyName* known = catalog_.key(key);
    if (known == nullptr || !emitted_.insert(value.at.span.begin).second) return;
    emit_named_value(
        {key, name.at.span, value.text.reveal(), value.at.span, quoting_at(value.at.span), scope},
        known->meaning, writer_);
  }

  void map_env_file(const Value& path, TSNode node) {
    EnvFileUse fact;
    fact.scope = top_;
    fact.reader = EnvFileReader::Dotenv;
    fact.function = function_around(node);
    fact.at = path.given() ? path.at : evaluator_.locate(node);
    if (path.given() && !path.literal()) return;
    fact.path = path.literal() ? std::string(path.text.reveal()) : ".env";
    writer_.add(std::move(fact));
  }

  void map_command(TSNode node) {
    std::ranges::move(words_in_shell(node, kProviderWord, model_),
                      std::back_inserter(embedded_.words));
    std::ranges::move(objects_in_shell(node, model_), std::back_inserter(embedded_.words));
    const auto command = read_shell_command(node, model_, evaluator_, catalog_, writer_);
    if (!command) return;
    const ScopeId scope = command->shape != nullptr && command->shape->yields == Yield::Settings
                              ? scope_of(model_.enclosing_function(node))
                              : scope_of(node);
    emit_command(*command, model_.source().span(node), scope, catalog_, writer_);
    if (command->shape != nullptr && command->shape->yields == Yield::Role)
      origins_.note_role(node);
    const Value name = command->value_of("name");
    map_setting(name, command->value_of("value"), scope);
    for (const ShellCommand::Option& option : command->options) {
      if (option.role == "assignment") emitted_.insert(option.value.at.span.begin);
      if (!exists(option.node)) continue;
      if (option.role == "value") unknown_settings_.push_back({name, option.value, option.node});
      if (option.role != "script") continue;
      MappedText script = text_in_shell(option.node, model_);
      if (!script.empty()) embedded_.scripts.push_back(std::move(script));
    }
  }

  /// aws configure set aws_access_key_id "$(…)"
  void map_unknown_setting(const UnknownSetting& setting) {
    Value value = setting.value;
    value.source = origin_of(setting.node);
    emit_setting_of_part(setting.name, std::move(value), catalog_, writer_);
  }

  /// A constant, variable or literal's member whose name means a credential part: AWS_SECRET_KEY =
  /// "…".
  void map_named(TSNode key, TSNode value, ScopeId scope) {
    if (!exists(key) || !exists(value)) return;
    const std::string name = name_of(key);
    if (name.size() < kShortestTellingName) return;
    const KeyName* known = catalog_.key(name);
    if (is_secret(known)) secrets_.mask_below(value);
    const NodeRole role = model_.language().role(model_.unwrap(value));
    const bool string = role == NodeRole::String || role == NodeRole::RawString ||
                        role == NodeRole::Adjacent || role == NodeRole::Word ||
                        role == NodeRole::ShellString;
    if (!string) return;
    // A constant's name alone does not make its value a region or profile that an SDK is given:
    // those are followed to the calls they reach.
    // Django's storages read these under their names.
    const bool of_storages =
        known != nullptr && name.starts_with("AWS_S3_") &&
        (known->meaning == Meaning::Region || known->meaning == Meaning::Profile);
    if (known == nullptr || (!part_of(known->meaning) && !of_storages)) return;
    const Value read = evaluator_.evaluate(value);
    if (!read.literal() || !emitted_.insert(read.at.span.begin).second) return;
    emit_named_value({name, model_.source().span(key), read.text.reveal(), read.at.span,
                      quoting_at(read.at.span), scope},
                     known->meaning, writer_);
  }

  [[nodiscard]] std::string name_of(TSNode key) const { return name_in(model_, key); }

  [[nodiscard]] ScopeId function_around(TSNode node) {
    return scope_of(model_.enclosing_function(node));
  }

  /// One scope for each node that holds things together; that of the text for a null node.
  ScopeId scope_of(TSNode node) {
    if (!exists(node)) return top_;
    const auto [entry, added] = scopes_.try_emplace(node.id);
    if (added) entry->second = writer_.new_scope();
    return entry->second;
  }

  const CodeModel& model_;
  const Catalog& catalog_;
  FactWriter& writer_;
  Evaluator evaluator_;
  ShellOrigins origins_;
  SecretLiterals secrets_;
  NamedOptions options_;
  Branches branches_;
  ScopeId top_;  ///< of what stands outside functions
  std::vector<Default> defaults_;
  std::vector<Value> lone_regions_;  ///< Region.of("…"), whatever becomes of it
  std::set<std::uint32_t> emitted_;  ///< first bytes of values that have their fact
  std::unordered_map<const void*, ScopeId> scopes_;
  std::vector<UnknownSetting> unknown_settings_;
  EmbeddedTexts embedded_;
  std::set<std::uint32_t> documents_;  ///< first bytes of the texts taken
};

}  // namespace

EmbeddedTexts map_facts(const CodeModel& model, const Catalog& catalog, ScopeId top,
                        FactWriter& writer) {
  return FactMapper(model, catalog, top, writer).map();
}

}  // namespace credlint
