// SPDX-License-Identifier: MIT
#include "parsers/document/document_facts.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "parsers/code/code_reader.h"
#include "parsers/document/document_script.h"
#include "parsers/document/env_value.h"
#include "parsers/document/masked_text.h"
#include "parsers/document/named_value.h"
#include "parsers/document/place_index.h"
#include "parsers/document/read_document.h"
#include "parsers/document/replaced.h"
#include "parsers/document/setting_names.h"
#include "parsers/document/told_settings.h"
#include "parsers/document/variable_text.h"
#include "parsers/document/worth_reading.h"
#include "parsers/written_file.h"
#include "scanner/core/base64.h"
#include "scanner/core/file_record.h"
#include "scanner/core/limits.h"
#include "scanner/core/near_variable.h"
#include "scanner/core/region_shape.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Nodes looked at before the time is looked at again.
constexpr Document::Index kNodesAtOnce = 64;
/// The node of the first document of a file.
constexpr Document::Index kFirstDocument = 1;
/// Texts within texts that are read.
constexpr int kMostTexts = 1;
/// The name of a file in sections of which nothing more is known.
constexpr std::string_view kSections = "settings.conf";
constexpr char kTooMuch[] =
    "read as plain text: its structure took too long, or too much memory, to read";

Quoting quoting_of_style(ScalarStyle style) {
  switch (style) {
    case ScalarStyle::YamlSingle:
    case ScalarStyle::TomlLiteral:
      return Quoting::Single;
    case ScalarStyle::YamlDouble:
    case ScalarStyle::TomlBasic:
    case ScalarStyle::Json:
      return Quoting::Double;
    default:
      return Quoting::None;
  }
}

bool is_null(std::string_view plain) {
  return plain.empty() || plain == "~" || plain == "null" || plain == "Null" || plain == "NULL";
}

/// A scalar as its reader sees it.
struct ScalarValue {
  std::string text;
  Span place;  ///< in the file
  Quoting quoting = Quoting::None;
  ValueForm form;
  bool unknown = false;  ///< a part of it is only known when the file is used

  [[nodiscard]] Piece piece() const { return {text, place}; }
};

class DocumentFacts {
 public:
  DocumentFacts(const ParseInput& input, const Document& document,
                std::vector<const ToolRow*> tools, FactWriter& writer)
      : input_(input),
        document_(document),
        tools_(std::move(tools)),
        index_(document, tools_),
        told_settings_(document, index_, input.catalog),
        writer_(writer),
        told_(document.nodes().size(), false),
        asks_(contains(document.text().text, "lookup(") ||
              contains(document.text().text, "query(") || contains(document.text().text, " q(")) {}

  /// Values that begin there were told of by another reader. It must outlive this.
  void leave_out(const std::set<std::uint32_t>& places) {
    elsewhere_ = &places;
    told_settings_.note_blocks();
  }

  void note_file(std::string_view path) { told_settings_.note_file(path); }

  /// The document is a text within another one, and all of it belongs together.
  void add_within(ScopeId scope, int depth) {
    depth_ = depth;
    belong_to({0, scope, nullptr, std::nullopt});
    add();
  }

  /// As add_within(), but each of its mappings is by itself.
  void add_apart(int depth) {
    depth_ = depth;
    add();
  }

  void add() {
    const auto count = static_cast<Document::Index>(document_.nodes().size());
    for (Document::Index node = 1; node < count; ++node) {
      if (node % kNodesAtOnce == 0 && is_over(input_.deadline)) {
        writer_.trouble(0, "not all of it was read: it takes too long");
        break;
      }
      close_scopes(node);
      if (asks_ && document_.is_scalar(node)) add_lookups(node);
      if (!told_[node] && !is_told_elsewhere(node)) visit(node);
    }
    close_scopes(count);
  }

 private:
  /// A mapping that a table says belongs together, while its nodes are visited.
  struct OpenScope {
    Document::Index end = 0;
    ScopeId id;
    const ToolRow* tool = nullptr;
    std::optional<ClientConstruction> client;
  };

  /// Another reader of the file has told of it.
  [[nodiscard]] bool is_told_elsewhere(Document::Index node) const {
    if (elsewhere_ == nullptr || !document_.is_scalar(node)) return false;
    const Span value = document_.text().place(document_[node].value);
    return elsewhere_->contains(value.begin);
  }

  void visit(Document::Index node) {
    const std::vector<ToolPlace> places = index_.of(node);
    for (const ToolPlace& place : places) apply(node, place);
    const bool named = std::ranges::any_of(places, [&](const ToolPlace& place) {
      return place.place->role != PlaceRole::Scope && place.place->role != PlaceRole::Client &&
             !is_whatever(*place.place);
    });
    if (!named && !told_[node] && document_.is_scalar(node) && !is_followed_elsewhere(node))
      add_by_name(node);
    if (told_[node] || named || !document_.is_scalar(node)) return;
    add_settings_within(node);
    if (may_hold_text_within(document_.text().slice(document_[node].value)))
      add_text("", document_.scalar(node), scope_of(node));
  }

  /// "on.workflow_call.**": all that stands below, of which nothing more is known.
  static bool is_whatever(const PlaceRow& place) {
    return place.meaning == Meaning::Other && place.path.ends_with(".**");
  }

  /// Lines of settings as a text: properties of a catalog in the values of a chart.
  void add_settings_within(Document::Index node) {
    constexpr std::size_t kLongest = 64 << 10;
    const std::string_view raw = document_.text().slice(document_[node].value);
    // "exchange.s3.region=eu-west-1", in a list
    const bool one = document_[node].key.empty() && contains(raw, ".") && contains(raw, "=") &&
                     !raw.starts_with('-');
    const bool lines = raw.find('\n') != std::string_view::npos;
    if (depth_ > kMostTexts || raw.size() > kLongest || (!lines && !one)) return;
    const bool names_aws = contains(raw, "aws") || contains(raw, "s3") || contains(raw, "AWS") ||
                           contains(raw, "glue");
    if (!names_aws) return;
    const MappedText text = document_.scalar(node);
    const std::optional<DocumentSyntax> syntax = syntax_of_settings(text.text());
    if (!syntax || (!lines && *syntax != DocumentSyntax::Properties)) return;
    const auto within = read_document(*syntax, {text.text(), &text}, input_.deadline);
    if (!within) return;
    std::vector<const ToolRow*> tools;
    if (*syntax != DocumentSyntax::Yaml) tools = input_.tools.of(kSections, text.text());
    std::erase_if(
        tools, [](const ToolRow* tool) { return tool->files.empty() && tool->contains.empty(); });
    DocumentFacts inner(input_, *within, std::move(tools), writer_);
    inner.depth_ = depth_ + 1;
    if (!open_.empty()) inner.belong_to(open_.back());
    inner.add();
  }

  /// What expressions ask AWS, whatever becomes of the answer.
  void add_lookups(Document::Index node) {
    const std::string_view raw = document_.text().slice(document_[node].value);
    if (depth_ > kMostTexts || !contains(raw, "{{") || !contains(raw, "(")) return;
    const MappedText text = document_.scalar(node);
    const auto calls =
        read_document(DocumentSyntax::Lookups, {text.text(), &text}, input_.deadline);
    if (!calls) return;
    DocumentFacts inner(input_, *calls, tools_, writer_);
    inner.add_apart(depth_ + 1);
  }

  /// What names another value, in a file whose language is read as well.
  [[nodiscard]] bool is_followed_elsewhere(Document::Index node) const {
    return elsewhere_ != nullptr &&
           (document_[node].computed ||
            is_replaced(nullptr, document_.text().slice(document_[node].value)));
  }

  /// Whether something else is put in the value's place, by the tool or by what makes the file of a
  /// template.
  [[nodiscard]] bool is_filled_in(const ToolRow* tool, std::string_view value) const {
    const bool is_template =
        (input_.format.traits & static_cast<std::uint16_t>(Trait::Template)) != 0;
    return is_replaced(is_template ? nullptr : tool, value);
  }

  [[nodiscard]] bool is_known(Document::Index node, const ToolRow* tool,
                              const ScalarValue& value) const {
    return !document_[node].computed && !value.unknown && !is_filled_in(tool, value.text);
  }

  void apply(Document::Index node, const ToolPlace& found) {
    writer_.note_traits(found.tool->traits | static_cast<std::uint16_t>(Trait::Settings));
    const bool mapping = document_[node].kind == DocumentNode::Kind::Mapping;
    switch (found.place->role) {
      case PlaceRole::Setting:
        if (document_.is_scalar(node)) add_setting(node, found);
        break;
      case PlaceRole::Environment:
        add_environment(node, found);
        break;
      case PlaceRole::EnvFile:
        add_env_files(node, *found.tool);
        break;
      case PlaceRole::Script:
        add_script(script_text(document_, node, told_), node, found);
        break;
      case PlaceRole::Command:
        add_script(command_text(document_, node, told_, found.place->at), node, found);
        break;
      case PlaceRole::Scope:
      case PlaceRole::Client:
        if (mapping) open_scope(node, found);
        break;
      case PlaceRole::File:
        if (document_.is_scalar(node)) add_file(node);
        break;
      case PlaceRole::SharedFile:
        if (document_.is_scalar(node)) add_shared_file(node, found);
        break;
    }
  }

  void tell_all(Document::Index node) {
    for (Document::Index i = node; i < document_[node].end; ++i) told_[i] = true;
  }

  /// True for the first time that a node is told of.
  bool is_first(Document::Index node) {
    const bool first = !told_[node];
    told_[node] = true;
    return first;
  }

  // --- scopes

  void open_scope(Document::Index node, const ToolPlace& found) {
    OpenScope scope{document_[node].end, writer_.new_scope(), found.tool, std::nullopt};
    if (found.place->role == PlaceRole::Client) {
      ClientConstruction client;
      client.sdk = std::string(found.tool->id);
      client.constructor = std::string(found.place->constructor);
      client.callee = client.constructor;
      client.service = std::string(found.place->service);
      client.at = writer_.locate(document_.text().place(client_span(node, *found.place)));
      client.scope = scope.id;
      client.function = writer_.file_scope();
      scope.client = std::move(client);
    }
    open_.push_back(std::move(scope));
  }

  /// Where a client is named: the value of `at` below it, or its key.
  [[nodiscard]] Span client_span(Document::Index node, const PlaceRow& place) const {
    if (const auto named = document_.descendant(node, place.at);
        named && !place.at.empty() && document_.is_scalar(*named))
      return document_[*named].value;
    if (!document_[node].key.empty()) return document_[node].key;
    const Document::Index first = node + 1;
    return first < document_[node].end ? document_[first].key : Span{};
  }

  void close_scopes(Document::Index node) {
    while (!open_.empty() && open_.back().end <= node) {
      if (open_.back().client) writer_.add(std::move(*open_.back().client));
      open_.pop_back();
    }
  }

  ScopeId scope_of(Document::Index node) { return scope_of_holder(index_.holder(node)); }

  ScopeId scope_of_holder(Document::Index holder) {
    if (!open_.empty()) return open_.back().id;
    // What stands in no block of HCL is of the file, as its own reader has it.
    if (elsewhere_ != nullptr && holder == kFirstDocument) return writer_.file_scope();
    const auto [entry, added] = scopes_.try_emplace(holder);
    if (added) entry->second = writer_.new_scope();
    return entry->second;
  }

  // --- values

  /// NAME="value" in a text that becomes a file of variables: who reads it takes the quotes off.
  static Quoting take_quotes(MappedText& text) {
    const std::string_view all = text.text();
    if (all.size() < 2 || all.front() != all.back()) return Quoting::None;
    if (all.front() != '"' && all.front() != '\'') return Quoting::None;
    const Quoting quoting = all.front() == '"' ? Quoting::Double : Quoting::Single;
    MappedText inner;
    inner.append_part(text, 1, all.size() - 1);
    text = std::move(inner);
    return quoting;
  }

  [[nodiscard]] ScalarValue value_of(Document::Index node, std::string_view encoding = {}) const {
    MappedText text = document_.scalar(node);
    Quoting quoting = quoting_of_style(document_[node].style);
    if (quoting == Quoting::None && document_.text().mapped != nullptr) quoting = take_quotes(text);
    ScalarValue value{std::string(text.text()),
                      text.place(0, text.text().size()),
                      quoting,
                      {},
                      text.has_unknown(0, text.text().size())};
    if (text.empty()) {
      const Span empty = document_.text().place(document_[node].value);
      value.place = {empty.begin, empty.begin};
    }
    if (encoding == "base64") undo_base64(value);
    return value;
  }

  /// What is no base64 of a text stays as it is.
  static void undo_base64(ScalarValue& value) {
    std::string compact = value.text;
    std::erase_if(compact, [](char c) { return c == '\n' || c == ' '; });
    std::optional<std::string> decoded = decode_base64(compact);
    const bool text = decoded && std::ranges::all_of(*decoded, is_of_text);
    value.form.encoded = text ? Encoded::Base64 : Encoded::NotBase64;
    if (!text) return;
    value.text = std::move(*decoded);
    take_line_break(value);
  }

  /// Of ASCII, whether or not `char` has a sign on this machine.
  static bool is_of_text(char c) {
    return (c >= ' ' && c < '\x7F') || c == '\n' || c == '\r' || c == '\t';
  }

  static void take_line_break(ScalarValue& value) {
    const std::size_t last = value.text.find_last_not_of("\r\n");
    const std::size_t size = last == std::string::npos ? 0 : last + 1;
    value.form.line_break = size < value.text.size();
    value.text.resize(size);
  }

  [[nodiscard]] Piece key_piece(Document::Index node) const {
    const Span key = index_.key_span(node);
    return {document_.text().slice(key), document_.text().place(key)};
  }

  // --- settings

  void add_setting(Document::Index node, const ToolPlace& found) {
    const PlaceRow& place = *found.place;
    const ScalarValue value = value_of(node, place.encoding);
    if (value.quoting == Quoting::None && !value.text.empty() && is_null(value.text)) return;
    const Piece name = key_piece(node);
    ToolSetting fact;
    fact.scope = scope_of(node);
    fact.at = writer_.locate(value.place);
    fact.tool = std::string(found.tool->id);
    fact.path = std::string(place.path);
    fact.name = std::string(name.text);
    fact.name_at = writer_.locate(name.span);
    fact.meaning = place.meaning;
    fact.value = Secret(value.text);
    fact.literal = is_known(node, found.tool, value);
    fact.quoting = value.quoting;
    fact.encoded = value.form.encoded;
    if (value.form.line_break && place.meaning == Meaning::Other)
      fact.value = Secret(value.text + '\n');  // no part of a credential tells of it
    if (place.path.ends_with(".*")) mask_pieces(value.place, writer_);  // it may be anything
    const ScopeId scope = fact.scope;
    const bool literal = fact.literal;
    if (!is_whatever(place) && is_first(node))
      add_meaning(name, value, place.meaning, literal, scope);
    if (!open_.empty() && open_.back().client && open_.back().tool == found.tool)
      set_part(*open_.back().client, place.meaning, fact);
    writer_.add(std::move(fact));
  }

  void add_meaning(const Piece& name, const ScalarValue& value, Meaning meaning, bool literal,
                   ScopeId scope) {
    const NamedValue named{name.text,     name.span, value.text,         value.place,
                           value.quoting, scope,     value.form.encoded, value.form.line_break};
    if (meaning == Meaning::RoleArn) return emit_role_setting(named, literal, writer_);
    if (literal) return emit_named_value(named, meaning, writer_);
    add_default(name, value.piece(), meaning, scope);
    if (is_secret(meaning)) mask_pieces(value.place, writer_);
    if (meaning != Meaning::Profile) return;
    ProfileReference reference;
    reference.at = writer_.locate(value.place);
    reference.scope = scope;
    reference.via = std::string(name.text);
    writer_.add(std::move(reference));
  }

  static void set_part(ClientConstruction& client, Meaning meaning, const ToolSetting& setting) {
    Value value;
    value.kind = setting.literal ? Value::Kind::Literal : Value::Kind::Unknown;
    value.at = setting.at;
    if (setting.literal) value.text = setting.value;
    switch (meaning) {
      case Meaning::KeyId:
        client.key_id = std::move(value);
        break;
      case Meaning::Secret:
        client.secret = std::move(value);
        break;
      case Meaning::Token:
      case Meaning::LegacyToken:
        client.token = std::move(value);
        break;
      case Meaning::Region:
        client.region = std::move(value);
        break;
      case Meaning::Profile:
        client.profile = std::move(value);
        break;
      case Meaning::Endpoint:
        client.endpoint = std::move(value);
        break;
      default:
        break;
    }
  }

  /// "name: X, default: ''", "default: all": whoever starts it gives the value.
  [[nodiscard]] bool is_open_parameter(Document::Index node) const {
    if (!index_.name_beside(node) || equals_ignoring_case(document_.key(node), "value"))
      return false;
    const KeyName* known = input_.catalog.key(key_piece(node).text);
    const std::string value = value_of(node).text;
    return value.empty() ||
           (known != nullptr && !may_mean(known->meaning, value) && !is_filled_in(nullptr, value));
  }

  /// A scalar that no table knows, by a name that only AWS uses.
  void add_by_name(Document::Index node) {
    if (index_.is_keyed_pair(node) || is_open_parameter(node)) return;
    const Piece name = key_piece(node);
    if (const KeyName* variable = input_.catalog.variable(name.text)) {
      // Tables of names have such keys, too: { "AWS_ENDPOINT_URL": "endpoint" }.
      const bool address = value_of(node).text.find_first_of(":./$") != std::string::npos;
      if (variable->meaning == Meaning::Endpoint && !address) return;
      return add_variable(node, name, nullptr, scope_of(node));
    }
    const KeyName* known =
        contains(to_lower(name.text), "aws") ? input_.catalog.key(name.text) : nullptr;
    if (known == nullptr || known->environment) return add_by_words(node);
    const ScalarValue value = value_of(node);
    if (value.quoting == Quoting::None && is_null(value.text)) return;
    if (value.text.empty()) return;
    const bool literal = is_known(node, nullptr, value);
    if (!literal || known->meaning == Meaning::RoleArn)
      add_told(name, value, known->meaning, literal, scope_of(node));
    add_meaning(name, value, known->meaning, literal, scope_of(node));
  }

  /// A scalar by the words of its name and those around it.
  void add_by_words(Document::Index node) {
    const Document::Index named = told_settings_.named(node);
    const Piece name = key_piece(named);
    if (!told_settings_.may_be_told(name.text)) return;
    const ScalarValue value = value_of(node);
    if (value.text.empty() || (value.quoting == Quoting::None && is_null(value.text))) return;
    const bool literal = is_known(node, nullptr, value);
    const std::optional<ToldSetting> told =
        told_settings_.read(named, name.text, literal ? "" : value.text);
    if (!told) return;
    const ScopeId scope = scope_of_holder(told_settings_.holder(named));
    if (told->meaning == Meaning::Region && literal && contains(value.text, ","))
      return add_regions(name, value, scope);
    if (told->by_value && !is_region_of_aws(value.text)) return;
    const bool filled_in_by_hand = value.text.starts_with('<') && value.text.ends_with('>');
    if (literal && filled_in_by_hand && told->aws && told->meaning == Meaning::Region)
      return add_told(name, value, told->meaning, true, scope);
    if (literal && !may_mean(told->meaning, value.text)) return;
    if (told->meaning == Meaning::Profile && elsewhere_ != nullptr && !told->own) return;
    add_told(name, value, told->meaning, literal, scope);
    add_judged(name, value, *told, literal, scope);
  }

  void add_judged(const Piece& name, const ScalarValue& value, const ToldSetting& told,
                  bool literal, ScopeId scope) {
    // Programs have names of their own for regions: US_WEST_2.
    if (told.meaning == Meaning::Region && literal && std::ranges::any_of(value.text, is_upper))
      return;
    // What stands for a credential of a store that nobody named may be one of its own making.
    if (told.aws || !part_of(told.meaning))
      add_meaning(name, value, told.meaning, literal, scope);
    else if (is_secret(told.meaning))
      mask_pieces(value.place, writer_);
  }

  [[nodiscard]] bool is_region_of_aws(std::string_view text) const {
    return input_.catalog.table(Table::Regions).find(text) != nullptr;
  }

  /// "eu-west-1,us-east-1"
  void add_regions(const Piece& name, const ScalarValue& value, ScopeId scope) {
    constexpr std::size_t kMostRegions = 64;
    const std::vector<std::string_view> regions = split(value.text, ", ");
    const bool all =
        regions.size() <= kMostRegions &&
        std::ranges::all_of(regions, [](std::string_view each) { return may_be_region(each); });
    if (all && !regions.empty()) add_told(name, value, Meaning::Region, true, scope);
  }

  void add_told(const Piece& name, const ScalarValue& value, Meaning meaning, bool literal,
                ScopeId scope) {
    emit_tool_setting(SettingWordTable::kId,
                      {name.text, name.span, value.text, value.place, value.quoting, scope},
                      meaning, literal, writer_);
  }

  // --- environments

  void add_environment(Document::Index node, const ToolPlace& found) {
    const ScopeId scope = open_.empty() ? writer_.new_scope() : open_.back().id;
    add_variables(document_.resolve(node), found, scope);
    const std::vector<Document::Index> others = placed_below(node);
    tell_all(node);
    for (const Document::Index other : others) {
      for (Document::Index i = other; i < document_[other].end; ++i) told_[i] = false;
    }
  }

  /// What a table knows among variables besides them: a file's text in a Secret, the place that a
  /// variable's value comes from.
  [[nodiscard]] std::vector<Document::Index> placed_below(Document::Index node) const {
    std::vector<Document::Index> found;
    for (Document::Index below = node + 1; below < document_[node].end; ++below) {
      const bool variable = input_.catalog.variable(key_piece(below).text) != nullptr;
      if (!variable && !document_[below].key.empty() && !index_.of(below).empty())
        found.push_back(below);
    }
    return found;
  }

  void add_variables(Document::Index node, const ToolPlace& found, ScopeId scope) {
    document_.for_each_child(node, [&](Document::Index child) {
      if (document_.key(child) == "<<") return add_merged(child, found, scope);
      if (!document_[child].key.empty())
        return add_variable(child, key_piece(child), &found, scope);
      const Document::Index item = document_.resolve(child);
      if (document_.is_scalar(item)) return add_pair_text(item, found, scope);
      add_pair(item, found, scope);
    });
  }

  /// "<<: *x", "<<: [*x, *y]". Few are followed: they may be nested, each twice in the next.
  void add_merged(Document::Index node, const ToolPlace& found, ScopeId scope) {
    constexpr std::size_t kMaxMerges = 1'000;
    if (++merges_ > kMaxMerges) return;
    const Document::Index target = document_.resolve(node);
    if (document_[target].kind == DocumentNode::Kind::List) {
      document_.for_each_child(target, [&](Document::Index item) {
        if (document_[item].kind == DocumentNode::Kind::Alias)
          add_variables(document_.resolve(item), found, scope);
      });
    } else if (target < node) {
      add_variables(target, found, scope);
    }
  }

  /// { name: X, value: Y }; what else stands in the place of "value" is not known.
  void add_pair(Document::Index item, const ToolPlace& found, ScopeId scope) {
    for (const std::string_view key : {"name", "key", "option_name"}) {
      const auto name = document_.child(item, key);
      if (!name || !document_.is_scalar(*name)) continue;
      const Span span = document_[*name].value;
      const Piece piece{document_.text().slice(span), document_.text().place(span)};
      if (const auto value = document_.child(item, "value"))
        return add_variable(*value, piece, &found, scope);
      return add_unknown(piece, piece.span, &found, scope, false);
    }
  }

  /// "NAME=value", or "NAME" for a value from outside. Quotes are a part of the value.
  void add_pair_text(Document::Index item, const ToolPlace& found, ScopeId scope) {
    const MappedText text = document_.scalar(item);
    const std::size_t size = text.text().size();
    const std::size_t equals = text.text().find('=');
    const std::size_t name_end = std::min(equals, size);
    const Piece name{text.text().substr(0, name_end), text.place(0, name_end)};
    if (equals == std::string_view::npos) return add_unknown(name, name.span, &found, scope, true);
    const Piece value{text.text().substr(equals + 1), text.place(equals + 1, size)};
    MappedText of_value;
    of_value.append_part(text, equals + 1, size);
    add_text(name.text, of_value, scope);
    EnvAssignment fact = assignment(&found);
    fact.literal = !is_filled_in(found.tool, value.text);
    emit(std::move(fact), item, name, value, scope, {});
  }

  void add_variable(Document::Index node, const Piece& name, const ToolPlace* found,
                    ScopeId scope) {
    node = document_.resolve(node);
    // What is said about a variable, its value among it.
    if (!document_.is_scalar(node)) node = document_.child(node, "value").value_or(node);
    if (!document_.is_scalar(node)) {
      const Span place = document_.text().place(index_.key_span(node));
      return add_unknown(name, place, found, scope, false);
    }
    const ScalarValue value = value_of(node, found == nullptr ? "" : found->place->encoding);
    // "NAME:" is passed on by those who replace "$NAME"; to others it is nothing.
    const bool empty = value.quoting == Quoting::None && is_null(value.text);
    const bool passed_on = found != nullptr && found->tool->expands == "$";
    if (empty) return add_unknown(name, name.span, found, scope, passed_on);
    if (value.form.encoded == Encoded::Plain) add_text(name.text, document_.scalar(node), scope);
    EnvAssignment fact = assignment(found);
    fact.quoting = value.quoting;
    fact.encoded = value.form.encoded;
    fact.trailing_space = value.form.line_break;
    fact.literal = is_known(node, found == nullptr ? nullptr : found->tool, value);
    emit(std::move(fact), node, name, value.piece(), scope, value.form);
  }

  void add_unknown(const Piece& name, Span place, const ToolPlace* found, ScopeId scope,
                   bool passed_on) {
    EnvAssignment fact = assignment(found);
    fact.literal = false;
    fact.passed_on = passed_on;
    if (variable_or_near(input_.catalog, name.text) != nullptr)
      emit_env_assignment_only(std::move(fact), name, {{}, place}, scope, writer_);
  }

  static EnvAssignment assignment(const ToolPlace* found) {
    EnvAssignment fact;
    fact.syntax = EnvSyntax::Document;
    if (found != nullptr) fact.tool = std::string(found->tool->id);
    return fact;
  }

  /// A value that several environments share is told once; each of them has it.
  void emit(EnvAssignment fact, Document::Index node, const Piece& name, const Piece& value,
            ScopeId scope, ValueForm form) {
    if (variable_or_near(input_.catalog, name.text) == nullptr)
      return add_told_variable(fact, node, name, value, scope, form);
    if (!is_first(node)) {
      if (variable_or_near(input_.catalog, name.text) != nullptr)
        emit_env_assignment_only(std::move(fact), name, value, scope, writer_);
      return;
    }
    const KeyName* variable = input_.catalog.variable(name.text);
    if (!fact.literal && variable != nullptr) add_default(name, value, variable->meaning, scope);
    emit_env_assignment(std::move(fact), name, value, scope, input_.catalog, writer_, form);
  }

  /// Region or profile that stands for a variable which is not set. Key and secret may come from
  /// outside one by one: their defaults are no pair.
  void add_default(const Piece& name, const Piece& value, Meaning meaning, ScopeId scope) {
    if (meaning != Meaning::Region && meaning != Meaning::Profile) return;
    if (value.span.size() != value.text.size()) return;
    if (const std::optional<Piece> told = default_of(value))
      emit_named_value({name.text, name.span, told->text, told->span, Quoting::None, scope},
                       meaning, writer_);
  }

  /// A program's own variable, by the words of its name and those around it.
  void add_told_variable(const EnvAssignment& fact, Document::Index node, const Piece& name,
                         const Piece& value, ScopeId scope, ValueForm form) {
    if (!told_settings_.may_be_told(name.text) || value.text.empty() || !is_first(node)) return;
    const auto told =
        told_settings_.read(node, name.text, fact.literal ? std::string_view() : value.text);
    if (!told || form.encoded == Encoded::NotBase64) return;
    if (told->by_value && !is_region_of_aws(value.text)) return;
    if (fact.literal && !may_mean(told->meaning, value.text)) return;
    const ScalarValue written{std::string(value.text), value.span, fact.quoting, form, false};
    add_told(name, written, told->meaning, fact.literal, scope);
    if (told->own || told->meaning == Meaning::Region)
      add_judged(name, written, *told, fact.literal, scope);
  }

  // --- texts

  void add_text(std::string_view name, const MappedText& text, ScopeId scope) {
    if (depth_ <= kMostTexts) read_variable_text(input_, name, text, scope, writer_, depth_);
  }

  void add_env_files(Document::Index node, const ToolRow& tool) {
    const auto add = [&](Document::Index item) {
      item = document_.child(item, "path").value_or(item);
      if (!document_.is_scalar(item)) return;
      const ScalarValue path = value_of(item);
      if (path.text.empty() || is_filled_in(&tool, path.text)) return;
      EnvFileUse use;
      use.at = writer_.locate(path.place);
      use.scope = writer_.file_scope();
      use.reader = EnvFileReader::Compose;
      use.path = path.text;
      writer_.add(std::move(use));
    };
    if (document_[node].kind == DocumentNode::Kind::List)
      document_.for_each_child(node, add);
    else
      add(node);
    tell_all(node);
  }

  void add_script(WrittenScript script, Document::Index node, const ToolPlace& found) {
    if (script.text.empty()) return;
    if (is_filled(node, *found.tool)) script.text = filled_text(script.text);
    const std::string_view interpreter =
        interpreter_of(document_, node, *found.place, input_.catalog);
    read_document_script(input_, script.text, interpreter, writer_.new_scope(), writer_);
    for (const Document::Index scalar : script.scalars) told_[scalar] = true;
  }

  /// A text in double quotes, whose variables the tool itself replaces.
  [[nodiscard]] bool is_filled(Document::Index node, const ToolRow& tool) const {
    return document_[node].style == ScalarStyle::TomlBasic && tool.expands == "$";
  }

  /// The path beside a file's text, or the text's key.
  [[nodiscard]] std::string_view file_name(Document::Index node) const {
    const auto path = document_.child(document_[node].parent, "path");
    if (path && document_.is_scalar(*path)) return document_.text().slice(document_[*path].value);
    return document_.key(node);
  }

  /// Of an encoded credentials file: all of its places are those of the whole text.
  void add_profiles(const ScalarValue& file) {
    constexpr std::size_t kMostLines = 256;
    if (file.form.encoded != Encoded::Base64) return;
    std::size_t lines = 0;
    for (const std::string_view line : split(file.text, "\r\n")) {
      if (++lines > kMostLines) return;
      const std::string_view section = trim(line);
      if (section.size() < 3 || section.front() != '[' || section.back() != ']') continue;
      ProfileDefinition profile;
      profile.at = writer_.locate(file.place);
      profile.scope = writer_.file_scope();
      profile.name = std::string(trim(section.substr(1, section.size() - 2)));
      profile.file_kind = SharedFile::Credentials;
      writer_.add(std::move(profile));
    }
  }

  void add_shared_file(Document::Index node, const ToolPlace& found) {
    if (!found.place->encoding.empty()) return add_profiles(value_of(node, found.place->encoding));
    const bool config = contains(to_lower(file_name(node)), "config");
    MappedText text = document_.scalar(node);
    if (found.tool->expands != "none") text = filled_text(text);
    read_written_file(config ? ".aws/config" : ".aws/credentials", text, input_, writer_);
    told_[node] = true;
  }

  /// A file within the file (a ConfigMap, a chart's values): one level down. Operators take YAML
  /// under names without an extension; what no tool knows by such a name may be anything.
  void add_file(Document::Index node) {
    const std::string_view name = file_name(node);
    if (name.ends_with(".tf")) {
      input_.code.read_piece("hcl", input_, document_.scalar(node), writer_.new_scope(), writer_);
      told_[node] = true;
      return;
    }
    const bool bare = name.find('.') == std::string_view::npos;
    const std::optional<DocumentSyntax> syntax =
        bare ? DocumentSyntax::Yaml : syntax_by_extension(name);
    if (!syntax || depth_ > kMostTexts || (document_.text().mapped != nullptr && !bare)) return;
    const MappedText text = document_.scalar(node);
    const bool many = text.text().find('\n') != std::string_view::npos;
    if (bare && !many && !text.text().starts_with('{')) return;
    std::vector<const ToolRow*> tools = input_.tools.of(name, text.text());
    if (bare && tools.empty()) return;
    const auto within = read_document(*syntax, {text.text(), &text}, input_.deadline);
    if (!within) return writer_.trouble(0, kTooMuch);
    DocumentFacts inner(input_, *within, std::move(tools), writer_);
    inner.depth_ = depth_ + 1;
    if (!open_.empty()) inner.belong_to(open_.back());
    inner.add();
    told_[node] = true;
  }

  /// All of the document belongs to a mapping around it.
  void belong_to(const OpenScope& around) {
    const auto count = static_cast<Document::Index>(document_.nodes().size());
    open_.push_back({count, around.id, around.tool, std::nullopt});
  }

  const ParseInput& input_;
  const Document& document_;
  std::vector<const ToolRow*> tools_;
  PlaceIndex index_;
  ToldSettings told_settings_;
  FactWriter& writer_;
  std::vector<bool> told_;
  bool asks_ = false;  ///< the document has calls in expressions
  std::vector<OpenScope> open_;
  std::map<Document::Index, ScopeId> scopes_;
  std::size_t merges_ = 0;
  int depth_ = 0;                                       ///< texts within texts
  const std::set<std::uint32_t>* elsewhere_ = nullptr;  ///< where values begin that were told of
};

/// Where the values begin that facts are of.
std::set<std::uint32_t> places_told(const FileFacts& facts) {
  std::set<std::uint32_t> places;
  const auto add = [&](const auto& list) {
    for (const auto& fact : list) places.insert(fact.at.span.begin);
  };
  add(facts.credential_parts);
  add(facts.region_settings);
  add(facts.profile_references);
  add(facts.endpoint_settings);
  add(facts.tool_settings);
  add(facts.env_assignments);
  for (const RoleAssumption& role : facts.role_assumptions)
    places.insert(role.role_arn.at.span.begin);
  return places;
}

}  // namespace

void parse_document(const ParseInput& input, DocumentSyntax syntax, FactWriter& writer) {
  const std::string_view text = input.source.text();
  if (text.size() > limits::kMaxDocumentBytes) return;
  std::vector<const ToolRow*> tools = input.tools.of(input.source.path(), text);
  if (tools.empty() && !may_hold_settings(input.source.path(), text, input.catalog)) return;
  const auto document = read_document(syntax, {text}, input.deadline);
  if (!document) return writer.trouble(0, kTooMuch);
  if (document->gap())
    writer.trouble(input.source.line_of(document->gap()->at), std::string(document->gap()->why));
  DocumentFacts facts(input, *document, std::move(tools), writer);
  facts.note_file(input.source.path());
  facts.add();
  tell_settings(*document, input.catalog, writer);
}

void add_block_settings(const ParseInput& input, FactWriter& writer) {
  const std::string_view text = input.source.text();
  if (text.size() > limits::kWholeParseBytes) return;
  std::vector<const ToolRow*> tools = input.tools.of(input.source.path(), text);
  std::erase_if(tools, [](const ToolRow* tool) { return tool->files.empty(); });
  const auto document = read_document(DocumentSyntax::Blocks, {text}, input.deadline);
  if (!document) return;
  const std::set<std::uint32_t> elsewhere = places_told(writer.facts());
  DocumentFacts facts(input, *document, std::move(tools), writer);
  facts.leave_out(elsewhere);
  facts.add();
}

void read_text_within(const ParseInput& input, DocumentSyntax syntax, std::string_view name,
                      const MappedText& text, ScopeId scope, FactWriter& writer, int depth) {
  std::vector<const ToolRow*> tools = input.tools.of(name, text.text());
  if (!name.empty()) std::erase_if(tools, [](const ToolRow* tool) { return tool->files.empty(); });
  // What no tool knows says by its own words what it is: {"prod": {"region": "eu-west-1"}}.
  const bool told = tools.empty() && syntax == DocumentSyntax::Json &&
                    may_hold_settings("", text.text(), input.catalog);
  if (tools.empty() && !told) return;
  const auto within = read_document(syntax, {text.text(), &text}, input.deadline);
  if (!within) return;
  DocumentFacts inner(input, *within, std::move(tools), writer);
  if (told)
    inner.add_apart(depth);
  else
    inner.add_within(scope, depth);
}

}  // namespace credlint
