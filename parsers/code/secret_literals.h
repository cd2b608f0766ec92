// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "parsers/code/code_model.h"
#include "scanner/core/fact_writer.h"

namespace credlint {

/// Masks the literals that a secret or token is put together from, however that is done: in pieces
/// that are joined, formatted, put into a list, named first. What something is looked up by (a
/// variable of the environment, a key, an argument of a function) stays readable as long as it
/// consists of words.
class SecretLiterals {
 public:
  SecretLiterals(const CodeModel& model, FactWriter& writer) : model_(model), writer_(writer) {}

  /// `expression` is given as secret or token; may be null. All calls together take time linear in
  /// the tree.
  void mask_below(TSNode expression);

 private:
  enum class Use : std::uint8_t {
    Piece,   ///< becomes part of the secret
    Object,  ///< something is taken from it: a dictionary's other values are no part of the secret
    LookUp,  ///< the secret is looked up by it
  };

  void open(TSNode node, Use use);
  void open_children(TSNode node, Use use);
  void visit(TSNode node, Use use);
  void visit_string(TSNode node, bool raw, Use use);
  void visit_call(const CallSite& site, Use use);
  void follow(std::string_view name, Use use);
  void mask(Span place, Use use);

  const CodeModel& model_;
  FactWriter& writer_;
  std::vector<std::pair<TSNode, Use>> open_;
  std::set<std::pair<const void*, Use>> seen_;
};

}  // namespace credlint
