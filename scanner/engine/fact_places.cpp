// SPDX-License-Identifier: MIT
#include "scanner/engine/fact_places.h"

#include <algorithm>

namespace credlint {
namespace {

using VisitPlace = std::function<void(const Location&)>;

void visit_value(const Value& value, const VisitPlace& visit) {
  if (value.given() && value.at.line > 0) visit(value.at);
  if (value.fallback_at) visit(*value.fallback_at);
}

// What a kind of fact has beside Fact::at.
void visit_more(const Fact&, const VisitPlace&) {}
void visit_more(const CredentialPart& fact, const VisitPlace& visit) {
  if (fact.name_at) visit(*fact.name_at);
}
void visit_more(const ConfigSetting& fact, const VisitPlace& visit) {
  visit(fact.key_at);
  if (fact.comment) visit(*fact.comment);
}
void visit_more(const CacheEntry& fact, const VisitPlace& visit) {
  if (fact.registration_at) visit(*fact.registration_at);
}
void visit_more(const EnvAssignment& fact, const VisitPlace& visit) {
  visit(fact.name_at);
  if (fact.comment) visit(*fact.comment);
}
void visit_more(const EnvRead& fact, const VisitPlace& visit) {
  if (fact.fallback_at) visit(*fact.fallback_at);
}
void visit_more(const ClientConstruction& fact, const VisitPlace& visit) {
  for (const Value* value : {&fact.region, &fact.profile, &fact.key_id, &fact.secret, &fact.token,
                             &fact.endpoint, &fact.signature_version, &fact.clock_offset}) {
    visit_value(*value, visit);
  }
  for (const Argument& argument : fact.unknown_arguments) {
    visit(argument.name_at);
    visit_value(argument.value, visit);
  }
}
void visit_more(const RoleAssumption& fact, const VisitPlace& visit) {
  for (const Value* value : {&fact.role_arn, &fact.duration, &fact.external_id, &fact.mfa_serial,
                             &fact.session_name, &fact.region, &fact.key_id, &fact.profile}) {
    visit_value(*value, visit);
  }
}
void visit_more(const PresignedRequest& fact, const VisitPlace& visit) {
  for (const Value* value :
       {&fact.expires, &fact.key_id, &fact.token, &fact.region, &fact.signature_version})
    visit_value(*value, visit);
}
void visit_more(const PropertyAssignment& fact, const VisitPlace& visit) {
  visit_value(fact.value, visit);
}
void visit_more(const ToolSetting& fact, const VisitPlace& visit) { visit(fact.name_at); }
void visit_more(const PatternMatch& fact, const VisitPlace& visit) {
  for (const PatternMatch::Group& group : fact.groups) visit(group.at);
}

}  // namespace

void for_each_place(const FileFacts& facts, const VisitPlace& visit_place) {
  const VisitPlace visit = [&](const Location& at) {
    if (at.line > 0) visit_place(at);
  };
  for_each_kind(facts, [&](const auto& kind) {
    for (const auto& fact : kind) {
      visit(fact.at);
      visit_more(fact, visit);
    }
  });
  for (const Exported& told : facts.exports) visit_value(told.value, visit);
  for (const CallElsewhere& call : facts.calls_elsewhere) {
    for (const CallElsewhere::Given& given : call.given) visit_value(given.value, visit);
  }
}

namespace {

/// Of the words of a command, what is assigned in them: "-e NAME=value", "--option='a value'". A
/// path that is read from there is named in reports: `paths` are where they begin.
void add_assigned(const PatternMatch::Group& group, const std::vector<std::uint32_t>& paths,
                  std::vector<MaskSpan>& spans) {
  const std::string_view text = group.value.reveal();
  if (text.size() != group.at.span.size()) return spans.push_back({group.at.span, false});
  const auto is_named = [&](Span span) {
    const auto path = std::ranges::lower_bound(paths, span.begin);
    return path != paths.end() && *path < span.end;
  };
  char quote = '\0';
  std::size_t assigned = std::string_view::npos;  // where the value of this word begins
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i == text.size() ? ' ' : text[i];
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (i == text.size() || (blank && quote == '\0')) {
      if (assigned < i) {
        const Span span{group.at.span.begin + static_cast<std::uint32_t>(assigned),
                        group.at.span.begin + static_cast<std::uint32_t>(i)};
        if (!is_named(span)) spans.push_back({span, false});
      }
      assigned = std::string_view::npos;
    } else if (quote == '\0' ? c == '"' || c == '\'' : c == quote) {
      quote = quote == '\0' ? c : '\0';
    } else if (c == '=' && assigned == std::string_view::npos) {
      assigned = i + 1;
    }
  }
}

}  // namespace

std::vector<MaskSpan> credential_spans(const FileFacts& facts) {
  std::vector<MaskSpan> spans;
  const auto add_literal = [&](const Value& value, bool key_id) {
    if (value.literal() && !value.at.span.empty()) spans.push_back({value.at.span, key_id});
  };
  for (const CredentialPart& part : facts.credential_parts) {
    if (part.part != PartKind::Expiry)
      spans.push_back({part.at.span, part.part == PartKind::KeyId});
  }
  for (const CacheEntry& entry : facts.cache_entries) {
    for (const Span span : entry.masked) spans.push_back({span, false});
  }
  for (const OddLine& line : facts.odd_lines) {
    if (line.masked) spans.push_back({line.at.span, false});
  }
  for (const ClientConstruction& client : facts.client_constructions) {
    add_literal(client.key_id, true);
    add_literal(client.secret, false);
    add_literal(client.token, false);
  }
  for (const RoleAssumption& call : facts.role_assumptions) add_literal(call.key_id, true);
  for (const PresignedRequest& call : facts.presigned_requests) {
    add_literal(call.key_id, true);
    add_literal(call.token, false);
  }
  // Which part a property's value is, its name only says to rules.
  for (const PropertyAssignment& set : facts.property_assignments) add_literal(set.value, false);
  for (const ToolSetting& set : facts.tool_settings) {
    const bool secret = set.meaning == Meaning::Secret || set.meaning == Meaning::Token ||
                        set.meaning == Meaning::LegacyToken;
    if (secret || set.meaning == Meaning::KeyId)
      spans.push_back({set.at.span, set.meaning == Meaning::KeyId});
  }
  std::vector<std::uint32_t> paths;
  for (const EnvFileUse& use : facts.env_file_uses) paths.push_back(use.at.span.begin);
  std::ranges::sort(paths);
  for (const PatternMatch& match : facts.pattern_matches) {
    for (const PatternMatch::Group& group : match.groups) {
      const bool plain = group.name == "path" || group.name.starts_with("plain");
      if (group.name == "words")
        add_assigned(group, paths, spans);
      else if (!plain)
        spans.push_back({group.at.span, group.name == "key_id"});
    }
  }
  std::sort(spans.begin(), spans.end(),
            [](const MaskSpan& a, const MaskSpan& b) { return a.span < b.span; });
  return spans;
}

CredentialPieces secret_pieces(const FileFacts& facts) {
  CredentialPieces pieces;
  for (const CredentialPart& part : facts.credential_parts) {
    const bool secret = part.part == PartKind::Secret || part.part == PartKind::Token;
    if (secret) pieces.add(part.value.reveal());
  }
  pieces.seal();
  return pieces;
}

}  // namespace credlint
