// SPDX-License-Identifier: MIT
#include "parsers/code/landmarks.h"

#include <gtest/gtest.h>

#include <string_view>

#include "parsers/deadline.h"
#include "scanner/config/embedded.h"

namespace credlint {
namespace {

constexpr std::string_view kPython = R"(import boto3
class A(B):
    x = {"k": f(lambda: g(1))}
    def m(self, y=[h(2)]):
        class C:
            z = 3
            def n(self): return (lambda q: q)(self.z)
        return {"a": C().n(), "b": (self.x)}
def top(): pass
f(
)";

constexpr std::string_view kJavaScript = R"(class A { #x = 1; m = () => ({ y: f(() => 2) });
  static z() { return new (class { w = g(3) })(); } }
(function () { f(g({ a: [h()] })) })()
export default { x: () => ({}) }
)";

constexpr std::string_view kJava = R"(record R(String region, Map<String, String> m) {
  R { m = f(new HashMap<>() {{ put("a", region); }}); }
  class Inner { String x = "y"; Inner(String q) { x = q; } }
})";

/// As the way down from the root tells it.
TSNode function_from_root(const Language& language, TSNode node) {
  TSNode found{};
  bool in_class = false;  // whether the node before, which is around `at`, is a class
  for_each_around(node, [&](TSNode at) {
    const NodeRole role = language.role(at);
    if (role == NodeRole::Function || (role == NodeRole::Parameters && in_class)) found = at;
    in_class = role == NodeRole::Class;
  });
  return found;
}

TSNode class_from_root(const Language& language, TSNode node) {
  TSNode found{};
  for_each_around(node, [&](TSNode at) {
    const NodeRole role = language.role(at);
    if (role == NodeRole::Class) found = at;
    if (role == NodeRole::Function || role == NodeRole::Dict || role == NodeRole::Call ||
        role == NodeRole::Parameters)
      found = {};
  });
  return found;
}

void expect_same(const Language& language, const Landmarks& landmarks, TSNode node) {
  const TSPoint at = ts_node_start_point(node);
  EXPECT_EQ(landmarks.function_around(node).id, function_from_root(language, node).id)
      << kind_of(node) << " in line " << at.row + 1 << ", column " << at.column + 1;
  EXPECT_EQ(landmarks.class_around(node).id, class_from_root(language, node).id)
      << kind_of(node) << " in line " << at.row + 1 << ", column " << at.column + 1;
  const NodeRole role = language.role(node);
  const bool of_class =
      role == NodeRole::Parameters && language.role(ts_node_parent(node)) == NodeRole::Class;
  EXPECT_EQ(landmarks.is_function(node), role == NodeRole::Function || of_class) << kind_of(node);
  for (std::uint32_t i = 0; i < ts_node_child_count(node); ++i)
    expect_same(language, landmarks, ts_node_child(node, i));
}

void expect_same(std::string_view id, std::string_view text) {
  const Result<Language> language = Language::load(*embedded_catalog().language(id));
  ASSERT_TRUE(language.has_value()) << language.error().message;
  const TreePointer tree = parse_tree(language.value().grammar, text, deadline_for(text.size()));
  ASSERT_TRUE(tree);
  const TSNode root = ts_tree_root_node(tree.get());
  const Landmarks landmarks(language.value(), root);
  EXPECT_TRUE(landmarks.has_class());
  expect_same(language.value(), landmarks, root);
}

TEST(Landmarks, TellWhatTheWayDownFromTheRootTells) {
  expect_same("python", kPython);
  expect_same("javascript", kJavaScript);
  expect_same("java", kJava);
}

}  // namespace
}  // namespace credlint
