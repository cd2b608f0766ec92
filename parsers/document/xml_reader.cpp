// SPDX-License-Identifier: MIT
// XML: an element is a key, its attributes and elements stand below it; one that holds text alone
// is a scalar.
#include <algorithm>
#include <cstdint>

#include "parsers/document/readers.h"

namespace credlint {
namespace {

class XmlReader {
 public:
  XmlReader(TSNode root, DocumentBuilder& builder) : cursor_(root), builder_(builder) {}

  void read() {
    cursor_.for_each_child([&] {
      const std::string_view kind = kind_of(cursor_.node());
      if (kind == "element") return read_element();
      if (kind == "content" || kind == "ERROR") read();
    });
  }

 private:
  /// What an element has, before it is known what it becomes.
  struct Element {
    Span name;
    Span text;  ///< without blanks around it
    bool has_parts = false;
  };

  void read_element() {
    Element element;
    cursor_.for_each_child([&] { look_at_part(element); });
    if (!element.has_parts) {
      return builder_.add_scalar(element.name, element.text, ScalarStyle::Xml);
    }
    if (!builder_.open(DocumentNode::Kind::Mapping, element.name)) return;
    cursor_.for_each_child([&] { read_part(element); });
    builder_.close();
  }

  void look_at_part(Element& element) {
    const std::string_view kind = kind_of(cursor_.node());
    const Span span = span_of(cursor_.node());
    if (kind == "STag" || kind == "EmptyElemTag") {
      cursor_.for_each_child([&] { look_at_part(element); });
      if (element.text.empty()) element.text = {span.end, span.end};
    } else if (kind == "Name") {
      if (element.name.empty()) element.name = span;
    } else if (kind == "Attribute" || kind == "element") {
      element.has_parts = true;
    } else if (kind == "content") {
      element.text = trimmed(span);
      cursor_.for_each_child([&] {
        const TSNode part = cursor_.node();
        element.has_parts = element.has_parts || kind_of(part) == "element";
        if (kind_of(part) == "CDSect") element.text = cdata(span_of(part));
      });
    }
  }

  void read_part(const Element& element) {
    const std::string_view kind = kind_of(cursor_.node());
    if (kind == "STag" || kind == "EmptyElemTag") {
      cursor_.for_each_child([&] {
        if (kind_of(cursor_.node()) == "Attribute") read_attribute();
      });
    } else if (kind == "content") {
      const DocumentBuilder& built = builder_;
      const Document::Index before = built.next();
      read();
      if (built.next() == before) builder_.add_scalar(element.name, element.text, ScalarStyle::Xml);
    }
  }

  void read_attribute() {
    Span name;
    cursor_.for_each_child([&] {
      const std::string_view kind = kind_of(cursor_.node());
      const Span span = span_of(cursor_.node());
      if (kind == "Name") name = span;
      if (kind == "AttValue") builder_.add_scalar(name, inner(span), ScalarStyle::Xml);
    });
  }

  [[nodiscard]] Span trimmed(Span span) const {
    constexpr std::string_view kSpaces = " \t\r\n";
    const std::string_view text = builder_.text().slice(span);
    const std::size_t begin = text.find_first_not_of(kSpaces);
    if (begin == std::string_view::npos) return {span.end, span.end};
    const std::size_t end = text.find_last_not_of(kSpaces) + 1;
    return {span.begin + static_cast<std::uint32_t>(begin),
            span.begin + static_cast<std::uint32_t>(end)};
  }

  /// What stands in "<![CDATA[…]]>".
  static Span cdata(Span span) {
    constexpr std::uint32_t kOpen = 9;
    constexpr std::uint32_t kClose = 3;
    return span.size() < kOpen + kClose ? span : Span{span.begin + kOpen, span.end - kClose};
  }

  TreeCursor cursor_;
  DocumentBuilder& builder_;
};

}  // namespace

void read_xml(TSNode root, DocumentBuilder& builder) { XmlReader(root, builder).read(); }

}  // namespace credlint
