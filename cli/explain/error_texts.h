// SPDX-License-Identifier: MIT
// What SDKs and tools print, and which error it is: rulesets/data/error_texts.toml, and what the
// resolver predicts (sdk_errors.toml).
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/explain/squeezed_text.h"
#include "scanner/core/catalog.h"

namespace credlint {

/// A text with {placeholders}: its pieces stand in this order, not far from one another.
struct TextPattern {
  std::vector<std::string> pieces;  ///< squeezed
  /// The placeholder behind each piece; empty where none stands there.
  std::vector<std::string_view> placeholders;
  std::size_t anchor = 0;  ///< the longest piece: what is looked for first

  [[nodiscard]] std::size_t size() const;  ///< of all pieces
};

TextPattern pattern_of(std::string_view text);

struct KnownText {
  std::string_view text;
  TextPattern pattern;
  TextPattern type;        ///< must stand in the log as well; empty: need not
  std::string_view error;  ///< of errors.toml; empty: only shows who prints
  std::vector<std::string_view> printers;
  std::string_view source;
  bool summary = false;  ///< sums up what another text tells
};

/// A known text in a squeezed log.
struct TextMatch {
  struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  const KnownText* known = nullptr;
  std::vector<Piece> pieces;

  [[nodiscard]] std::size_t begin() const { return pieces.front().begin; }
  [[nodiscard]] std::size_t end() const { return pieces.back().end; }
};

/// What a log was found to say.
struct RecognisedError {
  std::string_view error;
  std::string_view text;               ///< as the table has it
  std::string_view source;             ///< where the table has it from
  std::string_view tool;               ///< that passes on what an SDK says; may be empty
  std::vector<std::string_view> sdks;  ///< that say it; may be empty
  std::string profile;                 ///< that the text names; empty when it names none
};

class ErrorTexts {
 public:
  explicit ErrorTexts(const Catalog& catalog);

  /// The deepest cause in a message, log or stack trace that tells something. Only the last
  /// kLongestLog bytes are looked at.
  [[nodiscard]] std::optional<RecognisedError> recognise(std::string_view log) const;

  /// At most three texts that share words with this one, the nearest first.
  [[nodiscard]] std::vector<const KnownText*> nearest(std::string_view text) const;

  /// The error that a defect of the resolver is, or what its type says; empty when neither is
  /// known.
  [[nodiscard]] std::string_view error_of(std::string_view defect, std::string_view type) const;

  [[nodiscard]] const std::vector<KnownText>& all() const { return texts_; }

  static constexpr std::size_t kLongestLog = 256U << 10U;

 private:
  void add_errors(const Catalog& catalog);
  void add_texts(const Catalog& catalog);
  void add_predictions(const Catalog& catalog);
  [[nodiscard]] bool is_tool(std::string_view printer) const;
  /// The outermost tool that printed one of the texts; may be empty.
  [[nodiscard]] std::string_view tool_of(const std::vector<TextMatch>& matches) const;
  [[nodiscard]] std::vector<std::string_view> sdks_of(std::vector<std::string_view> own,
                                                      const std::vector<TextMatch>& matches) const;

  std::vector<KnownText> texts_;
  std::map<std::string_view, std::string_view> error_of_defect_;
  std::map<std::string_view, bool> sums_up_;  ///< of each error, whether its texts only sum up
  std::map<std::string_view, bool> tools_;
};

}  // namespace credlint
