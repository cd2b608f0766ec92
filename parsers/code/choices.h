// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "parsers/code/code_model.h"

namespace credlint {

/// What an expression yields on each of its ways: the arms of "if … else …", "match", "when",
/// "switch" and "a ? b : c", through blocks; the expression itself where it is no choice. Nothing
/// where one way yields nothing that is written, or where there are too many.
std::vector<TSNode> yields_of_choice(const CodeModel& model, TSNode expression);

/// Whether the expression is a choice, as code that runs under a condition.
bool is_choice(const CodeModel& model, TSNode expression);

/// Whether each way of an expression begins with that name: "b", "b.region(x)".
bool continues_name(const CodeModel& model, TSNode expression, std::string_view name);

/// Whether the node stands on one way of a choice that is the value of an assignment.
bool is_on_one_way(const CodeModel& model, TSNode node);

/// The assignment of what `node` begins: of "b.x().y()", or of a choice that b.x() is one way of;
/// nullptr where its value is not assigned.
const CodeModel::AssignSite* assignment_continuing(const CodeModel& model, TSNode node);

}  // namespace credlint
