// SPDX-License-Identifier: MIT
// Settings that no table of a tool knows, told by their own words and those around them.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "parsers/document/document.h"
#include "parsers/document/place_index.h"
#include "parsers/document/setting_words.h"

namespace credlint {

/// What a setting is by its words.
struct ToldSetting {
  Meaning meaning = Meaning::Other;
  bool aws = false;       ///< AWS itself is named, not only a service that other stores have, too
  bool own = false;       ///< by its own name
  bool by_value = false;  ///< a region, where its value is the name of one
};

class ToldSettings {
 public:
  ToldSettings(const Document& document, const PlaceIndex& index, const Catalog& catalog)
      : document_(document), index_(index), words_(catalog) {}

  /// The document is a file of that path, whose name may say whose it is: "config/aws.json".
  void note_file(std::string_view path);
  /// The document is in HCL: its blocks say what is made.
  void note_blocks() { blocks_ = true; }
  /// Whether the last words of a name mean something.
  [[nodiscard]] bool may_be_told(std::string_view name) {
    return words_.may_mean_something(name) && words_of(name).meaning.has_value();
  }
  /// The node whose key names a scalar: itself, the list that it is an item of, "region" of
  /// "region: {default: eu-west-1}".
  [[nodiscard]] Document::Index named(Document::Index node) const;
  /// Of a scalar that `node` names. `filled_in`: its value where something else is put there.
  std::optional<ToldSetting> read(Document::Index node, std::string_view name,
                                  std::string_view filled_in);
  /// The mapping that such a setting belongs to: "aws" of "aws: {credentials: {accessKey: …}}".
  [[nodiscard]] Document::Index holder(Document::Index node) const;

 private:
  /// What the other settings of a mapping say.
  struct Beside {
    bool pair = false;             ///< a key id and a secret, by names that only AWS has
    bool secret = false;           ///< "secret", alone
    bool key_id = false;           ///< the value of a key is an access key id
    bool bucket = false;           ///< a bucket
    Owner owner = Owner::Unknown;  ///< "type: s3"
  };

  const SettingWords& words_of(std::string_view name);
  Owner around(Document::Index node);
  [[nodiscard]] bool is_of_resource(Document::Index node) const;
  const Beside& beside(Document::Index mapping);
  bool is_told_beside(Document::Index node, const SettingWords& words);
  void note(Document::Index child, Beside& found);

  Owner named_beside(Document::Index node);
  Owner key_beside(Document::Index node);

  const Document& document_;
  const PlaceIndex& index_;
  bool blocks_ = false;
  Owner file_ = Owner::Unknown;
  SettingWordTable words_;
  std::unordered_map<std::string, SettingWords> names_;
  std::unordered_map<Document::Index, Owner> around_;
  std::unordered_map<Document::Index, Beside> beside_;
};

}  // namespace credlint
