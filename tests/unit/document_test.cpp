// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "parsers/document/place_path.h"
#include "parsers/document/read_document.h"
#include "parsers/document/template_signs.h"

namespace credlint {
namespace {

Document read(DocumentSyntax syntax, std::string_view text) {
  const auto document = read_document(syntax, {text}, thread_time() + std::chrono::seconds(10));
  EXPECT_TRUE(document.has_value());
  return document.value_or(Document());
}

void print(const Document& document, Document::Index node, std::string& out) {
  if (!document[node].key.empty()) out += std::string(document.key(node)) + "=";
  const DocumentNode::Kind kind = document[node].kind;
  if (kind == DocumentNode::Kind::Scalar) {
    const MappedText text = document.scalar(node);
    out += text.text();
    // What was taken over as it stands must stand there.
    for (std::size_t i = 0; i < text.text().size(); ++i) {
      const Span place = text.place(i, i + 1);
      if (place.size() == 1 && text.text()[i] > ' ') {
        EXPECT_EQ(document.text().text[place.begin], text.text()[i]) << i;
      }
    }
    return;
  }
  if (kind == DocumentNode::Kind::Alias) {
    out += "*";
    return;
  }
  out += kind == DocumentNode::Kind::Mapping ? "{" : "[";
  bool first = true;
  document.for_each_child(node, [&](Document::Index child) {
    if (!first) out += ", ";
    first = false;
    print(document, child, out);
  });
  out += kind == DocumentNode::Kind::Mapping ? "}" : "]";
}

/// The tree in one line: mappings in braces, lists in brackets.
std::string tree(DocumentSyntax syntax, std::string_view text) {
  const Document document = read(syntax, text);
  std::string out;
  print(document, 0, out);
  return out;
}

std::string yaml(std::string_view text) { return tree(DocumentSyntax::Yaml, text); }
std::string json(std::string_view text) { return tree(DocumentSyntax::Json, text); }
std::string toml(std::string_view text) { return tree(DocumentSyntax::Toml, text); }
std::string xml(std::string_view text) { return tree(DocumentSyntax::Xml, text); }

TEST(Document, ReadsMappingsAndListsOfYaml) {
  EXPECT_EQ(yaml("a:\n  b: 1\n  c:\n    - x\n    - y: z\n      w:\n"),
            "[{a={b=1, c=[x, {y=z, w=}]}}]");
  EXPECT_EQ(yaml("a: {b: 1, 'c d': [x, \"y\"]}\n"), "[{a={b=1, c d=[x, y]}}]");
  EXPECT_EQ(yaml("a: 1\n---\nb: 2\n"), "[{a=1}, {b=2}]");
  EXPECT_EQ(yaml("? a\n: b\n"), "[{a=b}]");
  EXPECT_EQ(yaml("a: !!str 1\nb: !Sub \"${x}\"\n"), "[{a=1, b=${x}}]");
  EXPECT_EQ(yaml("a: !Ref b\nc: !If [d, !Ref e, f]\ng: !vault |\n  h\ni: j\n"),
            "[{a=b, c=[d, e, f], g=h\n, i=j}]");
  EXPECT_EQ(yaml("a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n"), "[{a={b=1}, c=*, d={<<=*}}]");
  EXPECT_EQ(yaml("a: *nowhere\n"), "[{}]");
}

TEST(Document, ReadsBlocksOfYaml) {
  EXPECT_EQ(yaml("a: |\n  x\n\n    y\n  z\nb: c\n"), "[{a=x\n\n  y\nz\n, b=c}]");
  EXPECT_EQ(yaml("a: |-\r\n  x\r\n  y\r\n"), "[{a=x\ny}]");
  EXPECT_EQ(yaml("a: >\n  x\n  y\n\n  z\n    w\n  v\n"), "[{a=x y\nz\n  w\nv\n}]");
  EXPECT_EQ(yaml("a: |2-\n    x\n   y\n"), "[{a=  x\n y}]");
  EXPECT_EQ(yaml("a: | # why\n  x"), "[{a=x\n}]");
  EXPECT_EQ(yaml("- a:\n  - |\n    x\n    y\n"), "[[{a=[x\ny\n]}]]");
}

TEST(Document, ReadsScalarsOfYaml) {
  EXPECT_EQ(yaml("a: 'it''s'\n"), "[{a=it's}]");
  EXPECT_EQ(yaml("a: \"x\\\"\\t\\x41\\u00e9\\\\\"\n"), "[{a=x\"\tA\xC3\xA9\\}]");
  EXPECT_EQ(yaml("a: \"x  \n   y\n\n  z\"\n"), "[{a=x y\nz}]");
  EXPECT_EQ(yaml("a: \"x \\\n   y\"\n"), "[{a=x y}]");
  EXPECT_EQ(yaml("a: x#y # z\n"), "[{a=x#y}]");
  EXPECT_EQ(yaml("a: x\n  y\n\n  z\nb: c\n"), "[{a=x y\nz, b=c}]");
}

TEST(Document, KnowsValuesThatATagComputes) {
  const Document document =
      read(DocumentSyntax::Yaml, "a: !Ref X\nb: !!str x\nc: !Sub\n  - y\nd: z\n");
  const auto computed = [&](std::string_view name) {
    return document[document.descendant(1, name).value_or(0)].computed;
  };
  EXPECT_TRUE(computed("a"));
  EXPECT_FALSE(computed("b"));
  EXPECT_FALSE(computed("d"));
}

TEST(Document, ReadsAroundTemplates) {
  EXPECT_EQ(yaml("a:\n{{- if .x }}\n  b: {{ .y }}\n{{- end }}\n  c: 1\n"),
            "[{a={b={{ .y }}, c=1}}]");
  EXPECT_EQ(yaml("a: ${{ secrets.x }}\n"), "[{a=${{ secrets.x }}}]");
  EXPECT_EQ(cover_templates("a: {{ b"), "");
  EXPECT_EQ(cover_templates("x {{\n}} y"), "x __\n__ y");
  EXPECT_EQ(cover_templates("  {% if %}\nx"), "          \nx");
}

TEST(Document, ReadsWhatStandsAroundFaults) {
  const std::string broken = yaml("a:\n  b: 1\n\tc: 2\nd: {\ne:\n  f: 3\n");
  EXPECT_NE(broken.find("b=1"), std::string::npos) << broken;
  EXPECT_NE(json("{\"a\": {\"b\": 1}, \"c\": ").find("b=1"), std::string::npos);
}

TEST(Document, ReadsJson) {
  EXPECT_EQ(json("{\"a\": [1, \"x\\u0041\\n\", null], // why\n \"b\": {}}"),
            "[{a=[1, xA\n, null], b={}}]");
  EXPECT_EQ(json("{\"a\": \"\\ud83d\\ude00\"}"), "[{a=\xF0\x9F\x98\x80}]");
}

TEST(Document, ReadsToml) {
  EXPECT_EQ(toml("x = 1\n[a.b]\nc = 'x\\y'\nd = \"\"\"\nx\\\n  y\"\"\"\n[[e]]\nf = {g = true, h = "
                 "[1, 2]}\n"),
            "[{x=1, a.b={c=x\\y, d=xy}, e={f={g=true, h=[1, 2]}}}]");
  EXPECT_EQ(toml("\"a b\".c = \"x\\u0041\" # why\n"), "[{\"a b\".c=xA}]");
}

TEST(Document, ReadsXml) {
  EXPECT_EQ(xml("<?xml version=\"1.0\"?>\n<a b='1'><c> x &amp; y </c><d/><e><![CDATA[z]]></e></a>"),
            "[a={b=1, c=x & y, d=, e=z}]");
  EXPECT_EQ(xml("<a><p><name>k</name><value>v</value></p></a>"), "[a={p={name=k, value=v}}]");
}

TEST(Document, ReadsPropertiesAndIni) {
  EXPECT_EQ(tree(DocumentSyntax::Properties, "# x\na.b = c\\u0041 \\\n  d\ne:f\ng h\n"),
            "[{a.b=cA d, e=f, g=h}]");
  EXPECT_EQ(tree(DocumentSyntax::Ini, "x=1\n[a b]\n; no\nc: 'd'\ne =f=g\n"),
            "[{x=1, a b={c=d, e=f=g}}]");
  EXPECT_EQ(tree(DocumentSyntax::Ini, "a := 'b'\nc += d\ne||=f\n"), "[{a=b, c=d, e=f}]");
}

TEST(Document, ReadsConfByWhatItsLinesAre) {
  EXPECT_EQ(tree(DocumentSyntax::Conf, "[a]\nb = c\n"), "[{a={b=c}}]");
  EXPECT_EQ(tree(DocumentSyntax::Conf, "@x y\n[a]\n  b  c d\n[e]\nf\n"),
            "[{@x=y, a={b=c d}, e={f=}}]");
  EXPECT_EQ(tree(DocumentSyntax::Conf, "<a **>\n  b 'c'\n <d>\n e f\n </d>\n g h\n</a>\n</x>\n"),
            "[{a={b=c, d={e=f}, g=h}}]");
  EXPECT_EQ(tree(DocumentSyntax::Conf, "a {\n  b => 'c'\n}\n"), "[{a={b=c}}]");
}

TEST(Document, ReadsTextInBlocks) {
  const auto blocks = [](std::string_view text) { return tree(DocumentSyntax::Blocks, text); };
  EXPECT_EQ(blocks("a \"b\" 'c' {\n d = \"e\" // f\n # g = 1\n h { i => 2 j => '3' }\n}\n"),
            "[{a={b={c={d=e, h={i=2, j=3}}}}}]");
  EXPECT_EQ(blocks("a(b: 'c', d: e.f, 'g': [h: \"i\"]) {\n j 'k'\n}\n"),
            "[{a={b=c, d=e.f, g={h=i}}, {j=k}}]");
  EXPECT_EQ(blocks("a(['b', \"c${\"d\"}\"])\ne f: 'g',\n  h: 'i'\nj '''k\nl'''\n"),
            "[{a=[b, c${\"d\"}], e={f=g, h=i}, j=k\nl}]");
  EXPECT_EQ(blocks("a \"\"\"b \\$c ${d} \\${e:-f}\"\"\"\n"), "[{a=b $c ${d} ${e:-f}}]");
  EXPECT_EQ(blocks("a = <<-EOF\n  b = c\n  EOF\nd = e('f').g()\nif (h == 'i') { j = ['k'] }\n"),
            "[{a=  b = c\n, d=e, e=[f], .g=[], if=[], {j=[k]}}]");
  EXPECT_EQ(blocks("a\n{\n b('c')\n {\n d 'e'\n }\n}\n"), "[{a={b=[c], {d=e}}}]");
  EXPECT_EQ(blocks("a { b = 'c\nd = \"e\"\n)]}}} f = 'g'"), "[{a={b=c, d=e}, f=g}]");
}

TEST(Document, ReadsTextsOfSqlByTheWordBefore) {
  const auto sql = [](std::string_view text) { return tree(DocumentSyntax::Sql, text); };
  EXPECT_EQ(sql("SET a='b';\nset c = 'd';"), "[{a=b, c=d}]");
  EXPECT_EQ(
      sql("-- x 'y'\nCOPY t FROM 's' REGION AS 'r' /* z 'z' */ IN ('u', 'v');\nA b('c', d 'e''f')"),
      "[{COPY={FROM=s, REGION=r}, A={d=e''f}}]");
  EXPECT_EQ(sql("copy t credentials 'a=b; c=d=;e' x 'open"), "[{copy={a=b, c=d=, x=open}}]");
}

TEST(Document, ReadsRowsOfCsv) {
  EXPECT_EQ(tree(DocumentSyntax::Csv,
                 "\xEF\xBB\xBF"
                 "a b,\"c\"\n1,\"2,3\"\n\n4\n5,6,7\n"),
            "[[{a b=1, c=2,3}, {a b=4}, {a b=5, c=6}]]");
}

TEST(Document, TellsFromWhereItIsTooDeep) {
  const std::string deep = "a: 1\nb: " + std::string(5'000, '[') + std::string(5'000, ']') + "\n";
  const Document document = read(DocumentSyntax::Yaml, deep);
  ASSERT_TRUE(document.gap().has_value());
  EXPECT_EQ(document.gap()->why, "what is nested more than 256 levels deep is not read");
  EXPECT_FALSE(read(DocumentSyntax::Yaml, "a: [[[[1]]]]\n").gap().has_value());
}

TEST(Document, ReadsWhatTabsIndentAndTellsOfThem) {
  const Document tabbed = read(DocumentSyntax::Yaml, "a:\n\tb:\n\t\tc: 1\n\td: 2\n");
  std::string out;
  print(tabbed, 0, out);
  EXPECT_EQ(out, "[{a={b={c=1}, d=2}}]");
  ASSERT_TRUE(tabbed.gap().has_value());
  EXPECT_EQ(tabbed.gap()->at, 3U);
  const Document mixed = read(DocumentSyntax::Yaml, "a:\n    b: 1\n\tc: 2\n");
  ASSERT_TRUE(mixed.gap().has_value());
  EXPECT_EQ(mixed.gap()->at, 12U);
}

TEST(Document, TellsNothingOfTabsThatIndentNoKey) {
  for (const std::string_view text : {"a: |\n  all:\n  \tmake x\nb: 1\n", "a: [\n\t1,\n\t2]\n",
                                      "a: 1\t# one\n", "a: |\n  x:\n  \ty\nb: [1\n"})
    EXPECT_FALSE(read(DocumentSyntax::Yaml, text).gap().has_value()) << text;
  EXPECT_FALSE(read(DocumentSyntax::Json, "{\n\t\"a\": [1\n").gap().has_value());
}

TEST(Document, DoesNotGoDeeperThanItsLimit) {
  const std::string deep = std::string(5'000, '[') + std::string(5'000, ']');
  EXPECT_NE(json(deep).find("["), std::string::npos);
  EXPECT_NE(yaml(deep).find("["), std::string::npos);
}

TEST(PlacePath, Matches) {
  EXPECT_TRUE(matches_place("services.*.environment", {"services", "a.b", "environment"}));
  EXPECT_FALSE(matches_place("services.*.environment", {"services", "environment"}));
  EXPECT_TRUE(matches_place("**.script", {"script"}));
  EXPECT_TRUE(matches_place("**.quarkus.*.aws.region", {"%dev.quarkus.s3.aws.region"}));
  EXPECT_TRUE(matches_place("*.*.p.region", {"default.deploy.p", "region"}));
  EXPECT_FALSE(matches_place("*.*.p.region", {"deploy.p", "region"}));
  EXPECT_TRUE(matches_place("**.script", {"a", "b", "script"}));
  EXPECT_TRUE(matches_place("a.**.z", {"a", "z"}));
  EXPECT_TRUE(matches_place("a.**.z", {"a", "b", "c", "z"}));
  EXPECT_FALSE(matches_place("a.**.z", {"b", "z"}));
  EXPECT_TRUE(matches_place("fs.s3a.access.key", {"fs.s3a.access.key"}));
  EXPECT_TRUE(matches_place("fs.s3a.access.key", {"fs", "s3a.access-key"}));
  EXPECT_TRUE(matches_place("**.fs.s3a.access.key", {"spark.hadoop.fs.s3a.access.key"}));
  EXPECT_TRUE(matches_place("aws-region", {"awsRegion"}));
  EXPECT_FALSE(matches_place("aws-region", {"x", "awsRegion"}));
  EXPECT_TRUE(matches_place("data.*", {"data", "a.b"}));
  EXPECT_TRUE(matches_place("**.amazon.aws.*.region", {"tasks", "amazon.aws.ec2_vpc", "region"}));
  EXPECT_FALSE(matches_place("**.amazon.aws.*.region", {"tasks", "amazon.gcp.vpc", "region"}));
}

}  // namespace
}  // namespace credlint
