// SPDX-License-Identifier: MIT
#include "parsers/document/setting_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "parsers/document/piece.h"
#include "parsers/document/replaced.h"
#include "scanner/core/region_shape.h"
#include "scanner/core/setting_name.h"

namespace credlint {
namespace {

class SettingNames {
 public:
  SettingNames(const Document& document, const Catalog& catalog, FactWriter& writer)
      : document_(document), catalog_(catalog), writer_(writer) {}

  void add() {
    document_.for_each_child(0, [&](Document::Index file) { add_below(file, "", 0); });
  }

 private:
  void add_below(Document::Index node, const std::string& name, int depth) {
    constexpr int kDeepest = 8;
    constexpr std::size_t kMostNames = 200;
    if (depth == kDeepest || writer_.facts().exports.size() >= kMostNames) return;
    if (document_.is_scalar(node)) return add_scalar(node, name);
    if (document_[node].kind != DocumentNode::Kind::Mapping) return;
    document_.for_each_child(node, [&](Document::Index child) {
      const std::string key = setting_name(document_.key(child));
      add_below(child, name.empty() ? key : name + "." + key, depth + 1);
    });
  }

  void add_scalar(Document::Index node, const std::string& name) {
    constexpr std::size_t kLongest = 64;
    const MappedText text = document_.scalar(node);
    if (name.empty() || text.empty() || text.text().size() > kLongest) return;
    if (document_[node].computed) return;
    std::string_view value = text.text();
    const bool filled = value.starts_with("${") && value.ends_with("}");
    if (!filled) {
      const bool told =
          may_be_region(value) || name.ends_with("region") || name.ends_with("profile");
      if (told && !is_replaced(nullptr, value)) tell(name, literal(text, 0, value.size()));
      return;
    }
    value = value.substr(2, value.size() - 3);
    const std::size_t colon = std::min(value.find(':'), value.size());
    Value read;
    read.kind = Value::Kind::Env;
    read.name = std::string(value.substr(0, colon));
    read.at = writer_.locate(text.place(0, text.text().size()));
    const std::string_view given = value.substr(std::min(colon + 1, value.size()));
    if (!given.empty() && !has_expansion(given)) {
      read.fallback = std::string(given);
      read.fallback_at = writer_.locate(text.place(colon + 3, colon + 3 + given.size()));
    }
    const bool told =
        catalog_.variable(read.name) != nullptr || read.fallback_at || says_what_it_is(name);
    if (told) tell(name, std::move(read));
  }

  /// Whether the setting may be one of a client, whatever the variable is called.
  static bool says_what_it_is(std::string_view name) {
    constexpr std::array<std::string_view, 5> kWords = {"region", "profile", "key", "secret",
                                                        "token"};
    return std::ranges::any_of(kWords,
                               [&](std::string_view word) { return name.find(word) != name.npos; });
  }

  Value literal(const MappedText& text, std::size_t begin, std::size_t end) {
    Value value;
    value.kind = Value::Kind::Literal;
    value.text = Secret(std::string(text.text().substr(begin, end - begin)));
    value.at = writer_.locate(text.place(begin, end));
    return value;
  }

  void tell(const std::string& name, Value value) { writer_.add(Exported{name, std::move(value)}); }

  const Document& document_;
  const Catalog& catalog_;
  FactWriter& writer_;
};

}  // namespace

void tell_settings(const Document& document, const Catalog& catalog, FactWriter& writer) {
  SettingNames(document, catalog, writer).add();
}

}  // namespace credlint
