// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "parsers/code/code_model.h"
#include "parsers/document/mapped_text.h"
#include "scanner/core/catalog.h"
#include "scanner/core/fact_writer.h"

namespace credlint {

/// Texts within a text that are to be read by themselves.
struct EmbeddedTexts {
  bool complete = true;             ///< false when the model's time was over before the end
  std::vector<MappedText> scripts;  ///< in the same language: bash -c "…"
  std::vector<MappedText> words;    ///< that hold settings: -retry-join "provider=… region=…"
  struct Document {
    std::string path;  ///< as written, without quotes at its end
    MappedText text;
  };
  std::vector<Document> documents;  ///< what is written to files
};

/// Turns what a model knows into facts. `top` is the scope of what stands outside functions.
EmbeddedTexts map_facts(const CodeModel& model, const Catalog& catalog, ScopeId top,
                        FactWriter& writer);

}  // namespace credlint
