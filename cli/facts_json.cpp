// SPDX-License-Identifier: MIT
#include "cli/facts_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "cli/fact_redactor.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view word(PartKind kind) {
  constexpr std::string_view kWords[] = {"key-id", "secret", "token", "expiry"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string_view word(SharedFile kind) {
  return kind == SharedFile::Config ? "config" : "credentials";
}

std::string_view word(SectionKind kind) {
  constexpr std::string_view kWords[] = {"default", "profile", "sso-session", "services", "other"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string_view word(OddLineKind kind) {
  constexpr std::string_view kWords[] = {"no-separator", "unclosed-header", "merge-marker",
                                         "empty-key", "continuation"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string_view word(CacheKind kind) {
  constexpr std::string_view kWords[] = {"sso", "cli", "login"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string_view word(EnvFileReader reader) {
  constexpr std::string_view kWords[] = {"docker-run", "shell",  "systemd",
                                         "compose",    "dotenv", "kubectl"};
  return kWords[static_cast<std::size_t>(reader)];
}

/// Turns one fact after the other into JSON members.
class Members {
 public:
  explicit Members(const FactRedactor& redactor) : redactor_(redactor) {}

  [[nodiscard]] static std::string_view kind(const CredentialPart&) { return "credential-part"; }
  [[nodiscard]] static std::string_view kind(const ConfigSection&) { return "config-section"; }
  [[nodiscard]] static std::string_view kind(const ConfigSetting&) { return "config-setting"; }
  [[nodiscard]] static std::string_view kind(const OddLine&) { return "odd-line"; }
  [[nodiscard]] static std::string_view kind(const CacheEntry&) { return "cache-entry"; }
  [[nodiscard]] static std::string_view kind(const ProfileDefinition&) {
    return "profile-definition";
  }
  [[nodiscard]] static std::string_view kind(const ProfileReference&) {
    return "profile-reference";
  }
  [[nodiscard]] static std::string_view kind(const RegionSetting&) { return "region-setting"; }
  [[nodiscard]] static std::string_view kind(const EndpointSetting&) { return "endpoint-setting"; }
  [[nodiscard]] static std::string_view kind(const EnvAssignment&) { return "env-assignment"; }
  [[nodiscard]] static std::string_view kind(const EnvRead&) { return "env-read"; }
  [[nodiscard]] static std::string_view kind(const ClientConstruction& fact) {
    return fact.carrier ? "credential-carrier" : "client-construction";
  }
  /// GetSessionToken and GetFederationToken assume no role.
  [[nodiscard]] static std::string_view kind(const RoleAssumption& fact) {
    return contains(to_lower(fact.operation), "assume") || fact.role_arn.given() ? "role-assumption"
                                                                                 : "sts-call";
  }
  [[nodiscard]] static std::string_view kind(const PresignedRequest&) {
    return "presigned-request";
  }
  [[nodiscard]] static std::string_view kind(const SdkDependency&) { return "sdk-dependency"; }
  [[nodiscard]] static std::string_view kind(const PropertyAssignment&) {
    return "property-assignment";
  }
  [[nodiscard]] static std::string_view kind(const ToolSetting&) { return "tool-setting"; }
  [[nodiscard]] static std::string_view kind(const PatternMatch&) { return "pattern-match"; }
  [[nodiscard]] static std::string_view kind(const ImageCopy&) { return "image-copy"; }
  [[nodiscard]] static std::string_view kind(const EnvFileUse&) { return "env-file-use"; }
  [[nodiscard]] static std::string_view kind(const IgnoreComment&) { return "ignore-comment"; }

  void add(const CredentialPart& fact, Json& out) const {
    out["part"] = word(fact.part);
    const bool expiry = fact.part == PartKind::Expiry;
    out["value"] = expiry ? redactor_.value(fact.at, fact.value.reveal())
                          : redactor_.part(fact.part, fact.value);
    if (fact.program_output) out["program_output"] = true;
  }

  void add(const ConfigSection& fact, Json& out) const {
    out["file"] = word(fact.file_kind);
    out["section"] = word(fact.kind);
    const bool foreign = fact.kind == SectionKind::Other;
    out["name"] = foreign ? redactor_.name(fact.at.file, fact.name) : text(fact, fact.name);
  }

  void add(const ConfigSetting& fact, Json& out) const {
    out["file"] = word(fact.file_kind);
    if (fact.in_section) {
      const bool foreign = fact.section_kind == SectionKind::Other;
      out["section"] =
          foreign ? redactor_.name(fact.at.file, fact.section) : text(fact, fact.section);
    }
    if (!fact.parent.empty()) out["parent"] = redactor_.name(fact.at.file, fact.parent);
    out["key"] = redactor_.name(fact.at.file, fact.key);
    out["value"] = redactor_.setting(redactor_.catalog().key(fact.key), fact.at, fact.value);
  }

  void add(const OddLine& fact, Json& out) const {
    out["file"] = word(fact.file_kind);
    out["problem"] = word(fact.kind);
    if (!fact.continues.empty()) out["continues"] = redactor_.name(fact.at.file, fact.continues);
  }

  void add(const CacheEntry& fact, Json& out) const {
    out["cache"] = word(fact.kind);
    out["name"] = text(fact, fact.name);
    if (!fact.complete) out["complete"] = false;
    add_text(fact, "start_url", fact.start_url, out);
    add_text(fact, "region", fact.region, out);
    add_text(fact, "account", fact.account, out);
    add_text(fact, "expires", fact.expires, out);
    add_text(fact, "registration_expires", fact.registration_expires, out);
    if (!fact.key_id.empty()) out["key_id"] = redactor_.part(PartKind::KeyId, fact.key_id);
    if (fact.has_secret) out["secret"] = true;
    if (fact.has_token) out["token"] = true;
    if (fact.has_access_token) out["access_token"] = true;
    if (fact.has_refresh_token) out["refresh_token"] = true;
  }

  void add(const ProfileDefinition& fact, Json& out) const { out["name"] = text(fact, fact.name); }

  void add(const ProfileReference& fact, Json& out) const {
    if (fact.name) {
      out["name"] = redactor_.value(fact.at, *fact.name);
    } else {
      out["unknown"] = true;
    }
  }

  void add(const RegionSetting& fact, Json& out) const {
    out["value"] = redactor_.value(fact.at, fact.value);
  }

  void add(const EndpointSetting& fact, Json& out) const {
    out["value"] = redactor_.value(fact.at, fact.value);
  }

  void add(const EnvAssignment& fact, Json& out) const {
    out["name"] = text(fact, fact.name);
    if (fact.literal) {
      const KeyName* meaning = redactor_.catalog().variable(fact.name);
      out["value"] = redactor_.setting(meaning, fact.at, fact.value);
    } else {
      out["unknown"] = true;
    }
    if (fact.test) out["test"] = true;
  }

  void add(const EnvRead& fact, Json& out) const {
    out["name"] = text(fact, fact.name);
    if (fact.fallback) out["default"] = fallback_of(fact, fact.name, *fact.fallback);
  }

  void add(const ClientConstruction& fact, Json& out) const {
    out["sdk"] = fact.sdk;
    out["constructor"] = text(fact, fact.constructor);
    if (!fact.service.empty()) out["service"] = text(fact, fact.service);
    if (fact.service_unknown) out["unknown"] = true;
    add_one_of(fact, "region", fact.region, fact.regions, out);
    add_one_of(fact, "profile", fact.profile, fact.profiles, out);
    add_part(fact, "key_id", PartKind::KeyId, fact.key_id, out);
    add_part(fact, "secret", PartKind::Secret, fact.secret, out);
    add_part(fact, "token", PartKind::Token, fact.token, out);
    add_value(fact, "endpoint", fact.endpoint, out);
    add_value(fact, "signature_version", fact.signature_version, out);
    add_value(fact, "clock_offset", fact.clock_offset, out);
    if (fact.open_ended || fact.unfollowed) out["open"] = true;
  }

  void add(const RoleAssumption& fact, Json& out) const {
    add_value(fact, "role_arn", fact.role_arn, out);
    add_value(fact, "duration", fact.duration, out);
    add_value(fact, "external_id", fact.external_id, out);
    add_value(fact, "mfa_serial", fact.mfa_serial, out);
    add_value(fact, "session_name", fact.session_name, out);
    add_part(fact, "key_id", PartKind::KeyId, fact.key_id, out);
    add_value(fact, "profile", fact.profile, out);
    // That it may stand in options that cannot be followed is not worth a line.
    if (fact.region.kind != Value::Kind::Unknown) add_value(fact, "region", fact.region, out);
  }

  void add(const PresignedRequest& fact, Json& out) const {
    out["sdk"] = fact.sdk;
    out["operation"] = text(fact, fact.operation);
    add_value(fact, "expires", fact.expires, out);
    add_part(fact, "key_id", PartKind::KeyId, fact.key_id, out);
    add_part(fact, "token", PartKind::Token, fact.token, out);
    add_value(fact, "region", fact.region, out);
    add_value(fact, "signature_version", fact.signature_version, out);
  }

  void add(const SdkDependency& fact, Json& out) const {
    out["sdk"] = fact.sdk;
    out["package"] = text(fact, fact.package);
    if (!fact.version.empty()) out["version"] = text(fact, fact.version);
  }

  void add(const PropertyAssignment& fact, Json& out) const {
    out["name"] = text(fact, fact.name);
    const KeyName* meaning = redactor_.catalog().key(fact.name);
    add_shown(fact, "value", fact.value, out, [&](const Location& at, const Secret& text) {
      return redactor_.setting(meaning, at, text);
    });
  }

  void add(const ToolSetting& fact, Json& out) const {
    out["tool"] = fact.tool;
    out["name"] = text(fact, fact.name);
    const KeyName name{fact.name, fact.meaning, fact.tool};
    if (fact.literal)
      out["value"] = redactor_.setting(&name, fact.at, fact.value);
    else
      out["unknown"] = true;
  }

  void add(const PatternMatch& fact, Json& out) const {
    out["pattern"] = fact.pattern;
    out["value"] = fact.value.redacted("match");
    for (const PatternMatch::Group& group : fact.groups) out["groups"].push_back(group.name);
  }

  void add(const ImageCopy& fact, Json& out) const {
    out["source"] = text(fact, fact.source);
    out["destination"] = text(fact, fact.destination);
  }

  void add(const EnvFileUse& fact, Json& out) const {
    out["reader"] = word(fact.reader);
    out["file"] = text(fact, fact.path);
  }

  void add(const IgnoreComment& fact, Json& out) const {
    out["rules"] = Json::array();
    for (const std::string& rule : fact.rules) out["rules"].push_back(text(fact, rule));
    out["whole_file"] = fact.whole_file;
    out["covers_next"] = fact.covers_next;
    if (!fact.reason.empty()) out["reason"] = text(fact, fact.reason);
  }

 private:
  [[nodiscard]] std::string text(const Fact& fact, std::string_view text) const {
    return redactor_.text(fact.at.file, text);
  }

  void add_text(const Fact& fact, std::string_view name, const std::string& value,
                Json& out) const {
    if (!value.empty()) out[std::string(name)] = text(fact, value);
  }

  [[nodiscard]] std::string fallback_of(const Fact& fact, std::string_view variable,
                                        std::string_view fallback) const {
    const KeyName* meaning = redactor_.catalog().variable(variable);
    if (meaning == nullptr) return text(fact, fallback);
    return redactor_.setting(meaning, fact.at, Secret(fallback));
  }

  /// All of a value but a literal, which `show` decides about.
  template <typename Show>
  void add_shown(const Fact& fact, std::string_view name, const Value& value, Json& out,
                 Show show) const {
    if (!value.given()) return;
    if (value.kind == Value::Kind::Env && value.otherwise != nullptr)
      return add_chain(fact, name, value, out, show);
    Json shown;
    switch (value.kind) {
      case Value::Kind::Literal:
        shown["value"] = show(value.at, value.text);
        break;
      case Value::Kind::Env:
        shown["env"] = text(fact, value.name);
        if (value.fallback) shown["default"] = show(value.at, Secret(*value.fallback));
        break;
      default:
        shown["unknown"] = true;
        break;
    }
    if (value.inherited) shown["inherited"] = true;
    out[std::string(name)] = std::move(shown);
  }

  /// A variable, what is taken where it is not set, and what is taken at last.
  template <typename Show>
  void add_chain(const Fact& fact, std::string_view name, const Value& value, Json& out,
                 Show show) const {
    const std::string key(name);
    Json all = Json::array();
    for (const Value* at = &value; at != nullptr; at = at->otherwise.get()) {
      Value one = *at;
      one.otherwise.reset();
      one.fallback.reset();
      one.inherited = false;
      Json held = Json::object();
      add_shown(fact, name, one, held, show);
      all.push_back(std::move(held[key]));
    }
    if (value.fallback) {
      Json held = Json::object();
      held["value"] = show(value.at, Secret(*value.fallback));
      all.push_back(std::move(held));
    }
    out[key]["one_of"] = std::move(all);
    if (value.inherited) out[key]["inherited"] = true;
  }

  void add_value(const Fact& fact, std::string_view name, const Value& value, Json& out) const {
    add_shown(fact, name, value, out, [&](const Location& at, const Secret& text) {
      return redactor_.value(at, text.reveal());
    });
  }

  /// A value of which several are possible.
  void add_one_of(const Fact& fact, std::string_view name, const Value& value,
                  const std::vector<Value>& possible, Json& out) const {
    const bool open = value.kind == Value::Kind::Unknown || value.kind == Value::Kind::Member;
    const bool several = possible.size() > 1 && open;
    if (!several) return add_value(fact, name, value, out);
    Json all = Json::array();
    for (const Value& one : possible) {
      Json held = Json::object();
      add_value(fact, name, one, held);
      all.push_back(std::move(held[std::string(name)]));
    }
    out[std::string(name)]["one_of"] = std::move(all);
  }

  void add_part(const Fact& fact, std::string_view name, PartKind kind, const Value& value,
                Json& out) const {
    add_shown(fact, name, value, out,
              [&](const Location&, const Secret& text) { return redactor_.part(kind, text); });
  }

  const FactRedactor& redactor_;
};

/// Where a fact stands: a variable where it is assigned, although its value may be written above.
const Location& place_of(const Fact& fact) { return fact.at; }
const Location& place_of(const EnvAssignment& fact) {
  const bool apart = fact.name_at.line > 0 && fact.name_at.line != fact.at.line;
  return apart ? fact.name_at : fact.at;
}

/// One fact, ready to print.
struct Line {
  const FileRecord* file = nullptr;
  const Fact* fact = nullptr;
  Location at;
  std::string_view kind;
  Json members;
};

/// What a shell script may set by eval and the like: for rules only.
bool is_nameless(const Fact&) { return false; }
bool is_nameless(const EnvAssignment& fact) { return fact.name.empty(); }

std::vector<Line> lines_of(const FactStore& store, const Catalog& catalog) {
  const FactRedactor redactor(store, catalog);
  const Members members(redactor);
  std::vector<Line> lines;
  for_each_kind(store.facts(), [&](const auto& facts) {
    // Whole lines say nothing that the facts on them do not say.
    if constexpr (std::is_same_v<decltype(facts), const std::vector<SharedLine>&>)
      return;
    else
      for (const auto& fact : facts) {
        if (is_nameless(fact)) continue;
        Json own = Json::object();
        members.add(fact, own);
        lines.push_back(
            {&store.file(fact), &fact, place_of(fact), Members::kind(fact), std::move(own)});
      }
  });
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return std::tie(a.file->path, a.at.span, a.kind, a.fact->scope.index) <
           std::tie(b.file->path, b.at.span, b.kind, b.fact->scope.index);
  });
  return lines;
}

std::string as_string(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

}  // namespace

std::string facts_as_jsonl(const FactStore& facts, const Catalog& catalog) {
  std::string out;
  for (const Line& line : lines_of(facts, catalog)) {
    const Location& at = line.at;
    Json object;
    object["kind"] = line.kind;
    object["path"] = mask_path(line.file->path);
    object["line"] = at.line;
    object["column"] = at.column;
    object["end_line"] = at.end_line;
    object["end_column"] = at.end_column;
    object[line.file->has(Trait::Code) ? "language" : "format"] = line.file->format;
    object["scope"] = fmt::format("{}#{}", mask_path(line.file->path), line.fact->scope.index);
    for (const auto& [name, value] : line.members.items()) object[name] = value;
    out += as_string(object) + "\n";
  }
  return out;
}

std::string facts_as_text(const FactStore& facts, const Catalog& catalog) {
  std::string out;
  for (const Line& line : lines_of(facts, catalog)) {
    const Location& at = line.at;
    std::string text =
        fmt::format("{}:{}:{}: {}", mask_path(line.file->path), at.line, at.column, line.kind);
    for (const auto& [name, value] : line.members.items()) {
      text += fmt::format(" {}={}", name, as_string(value));
    }
    out += printable(text) + "\n";
  }
  return out;
}

}  // namespace credlint
