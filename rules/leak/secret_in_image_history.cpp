// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>

#include "rules/views/comments.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// How the image gets its secret, the plainest first.
enum class Way { Variable, Given, Declared };

struct Place {
  Way way = Way::Declared;
  const Fact* fact = nullptr;
  const Location* at = nullptr;
  std::string_view name;
};

/// One place for each file: what is plainest there, else what comes first.
class Places {
 public:
  explicit Places(const RuleContext& context) : context_(context) {
    for (const EnvAssignment& assignment : context.facts.facts().env_assignments) note(assignment);
    for (const PatternMatch& match : context.facts.facts().pattern_matches) note(match);
  }
  [[nodiscard]] const std::map<FileId, Place>& by_file() const { return places_; }

  /// True for files that hand over a session token as well: such a secret is over soon.
  [[nodiscard]] bool are_temporary(FileId file) const { return temporary_.contains(file); }
  /// True where another stage begins further on, so that the image does not hold this one.
  [[nodiscard]] bool stand_in_earlier_stage(const Place& place) const {
    const auto last = last_stage_.find(place.at->file);
    return last != last_stage_.end() && place.at->span.begin < last->second;
  }

 private:
  void note(const EnvAssignment& assignment) {
    if (!context_.facts.file(assignment).has(Trait::Image)) return;
    const KeyName* variable = context_.catalog.variable(assignment.name);
    if (variable == nullptr) return;
    if (variable->meaning == Meaning::Token) temporary_.insert(assignment.at.file);
    const bool set = assignment.syntax == EnvSyntax::DockerEnv && !assignment.literal;
    if (set && variable->meaning == Meaning::Secret)
      add({Way::Variable, &assignment, &assignment.name_at, assignment.name});
  }

  void note(const PatternMatch& match) {
    const bool image = context_.facts.file(match).has(Trait::Image);
    if (match.pattern == "image-stage" && image) last_stage_[match.at.file] = match.at.span.begin;
    if (match.pattern == "token-build-argument") temporary_.insert(match.at.file);
    if (match.pattern != "secret-build-argument" || stands_in_comment(context_, match.at)) return;
    for (const char* group : {"plain_given", "plain_listed"}) {
      if (const auto* name = match.group(group))
        add({Way::Given, &match, &name->at, name->value.reveal()});
    }
    const PatternMatch::Group* declared = match.group("plain_declared");
    if (declared != nullptr && image)
      add({Way::Declared, &match, &declared->at, declared->value.reveal()});
  }

  void add(const Place& place) {
    const auto [known, added] = places_.emplace(place.at->file, place);
    if (!added && place.way < known->second.way) known->second = place;
  }

  const RuleContext& context_;
  std::map<FileId, Place> places_;
  std::set<FileId> temporary_;
  std::map<FileId, std::uint32_t> last_stage_;  ///< byte offset
};

std::string_view what_happens(Way way) {
  return way == Way::Variable
             ? "is set in the image: its configuration and history keep the value, and everybody "
               "who can pull the image can read it"
             : "is an argument of the build: the image's history keeps what it was given, and "
               "everybody who can pull the image can read it";
}

void check(const RuleContext& context, FindingSink& sink) {
  const Places places(context);
  for (const auto& [file, place] : places.by_file()) {
    const bool temporary = places.are_temporary(file);
    const bool earlier = places.stand_in_earlier_stage(place);
    Finding& finding = sink.report(
        *place.at, place.fact->scope,
        fmt::format("{} {}.{}", place.name, what_happens(place.way),
                    earlier     ? " Another stage follows, so that it may stay in the cache of "
                                  "builds only."
                    : temporary ? " A session token goes with it, so that it is over in hours."
                                : ""),
        "mount it while building (RUN --mount=type=secret, docker build --secret), and give it to "
        "the container when it runs");
    if (temporary || earlier || place.way == Way::Declared) finding.severity = Severity::Note;
  }
}

}  // namespace

RuleDefinition secret_in_image_history() {
  return {.info = {.summary = "A secret key that an image is given while it is built",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning},
          .check = check};
}

}  // namespace credlint::rules
