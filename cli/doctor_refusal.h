// SPDX-License-Identifier: MIT
// What rules say of a machine, as far as it explains the error that an SDK would meet.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/resolver/machine.h"
#include "rules/resolver/resolution.h"
#include "rules/resolver/sdk.h"
#include "scanner/core/finding.h"

namespace credlint {

/// An error to come, and what to do about it; empty where no finding says so.
struct Explained {
  resolver::Failure failure;
  std::string help;
};

/// Findings of a machine by the places that they are about.
class Explainer {
 public:
  /// All must outlive the explainer.
  Explainer(const resolver::Machine& machine, const std::vector<Finding>& findings);

  /// What AWS would answer to what the SDK signs with: rules judge the values as the SDK has read
  /// them. Nothing when no rule speaks against them at level error.
  [[nodiscard]] std::optional<Explained> refusal(const resolver::Sdk& sdk,
                                                 const resolver::Resolution& resolution) const;

  /// The failure in the words of the SDK, with the rule and the help of the finding that explains
  /// it.
  [[nodiscard]] Explained explain(resolver::Failure failure,
                                  const resolver::Resolution& resolution) const;

 private:
  struct Candidate {
    std::string type;  ///< AWS's error
    std::string rule, message, help;
  };

  [[nodiscard]] resolver::Origin origin_of(const Finding& finding) const;
  [[nodiscard]] std::vector<const Finding*> at(const resolver::Origin& place) const;
  [[nodiscard]] std::vector<const Finding*> at_places(const resolver::Resolution& resolution) const;
  [[nodiscard]] std::vector<Candidate> candidates(const resolver::Resolution& resolution) const;
  void judge_signed(const resolver::Resolution& resolution, std::vector<Candidate>& out) const;
  void judge_lines(const resolver::Resolution& resolution, std::vector<Candidate>& out) const;
  void judge_expiry(const resolver::ResolvedCredentials& credentials,
                    std::vector<Candidate>& out) const;
  [[nodiscard]] const Finding* about_profile_header(std::string_view profile, bool config) const;
  [[nodiscard]] const Finding* about_key(std::string_view profile, bool region) const;
  [[nodiscard]] const Finding* about_variable(bool region) const;
  [[nodiscard]] const Finding* about_absence(const resolver::Failure& failure,
                                             const resolver::Resolution& resolution) const;
  [[nodiscard]] const Finding* about_file(const resolver::Origin& place) const;
  [[nodiscard]] const Finding* cause_of(const resolver::Failure& failure,
                                        const resolver::Resolution& resolution) const;

  const resolver::Machine& machine_;
  const std::vector<Finding>& findings_;
  std::map<std::pair<FileId, std::uint32_t>, std::string_view> variables_;  ///< by place
  std::map<std::pair<std::string, std::uint32_t>, std::vector<const Finding*>> by_line_;
  std::map<std::string, std::vector<const Finding*>, std::less<>> by_variable_;
};

}  // namespace credlint
