// SPDX-License-Identifier: MIT
#include "parsers/document/mapped_text.h"

#include <algorithm>

namespace credlint {

void MappedText::append(std::string_view bytes, std::uint32_t at) {
  add(bytes, {at, at + static_cast<std::uint32_t>(bytes.size())}, Kind::Plain);
}

void MappedText::append_for(std::string_view bytes, Span place) { add(bytes, place, Kind::Other); }

void MappedText::append_unknown(Span place) { add(kUnknown, place, Kind::Unknown); }

void MappedText::append_part(const MappedText& from, std::size_t begin, std::size_t end) {
  end = std::min(end, from.text_.size());
  for (std::size_t i = begin < end ? from.stretch_at(begin) : 0; begin < end; ++i) {
    const std::size_t stop = std::min(end, from.end_of(i));
    const bool plain = from.stretches_[i].kind == Kind::Plain;
    add(from.text().substr(begin, stop - begin),
        plain ? from.place(begin, stop) : from.stretches_[i].place, from.stretches_[i].kind);
    begin = stop;
  }
}

void MappedText::add(std::string_view bytes, Span place, Kind kind) {
  if (bytes.empty()) return;
  const bool goes_on = kind == Kind::Plain && !stretches_.empty() &&
                       stretches_.back().kind == Kind::Plain &&
                       stretches_.back().place.end == place.begin;
  if (goes_on) {
    stretches_.back().place.end = place.end;
  } else {
    stretches_.push_back({static_cast<std::uint32_t>(text_.size()), place, kind});
  }
  text_ += bytes;
}

std::size_t MappedText::stretch_at(std::size_t byte) const {
  const auto after =
      std::upper_bound(stretches_.begin(), stretches_.end(), byte,
                       [](std::size_t at, const Stretch& stretch) { return at < stretch.begin; });
  return static_cast<std::size_t>(after - stretches_.begin()) - 1;
}

std::size_t MappedText::end_of(std::size_t stretch) const {
  return stretch + 1 < stretches_.size() ? stretches_[stretch + 1].begin : text_.size();
}

Span MappedText::place(std::size_t begin, std::size_t end) const {
  if (stretches_.empty()) return {};
  const auto byte = [&](std::size_t at) -> Span {
    const Stretch& stretch = stretches_[stretch_at(at)];
    if (stretch.kind != Kind::Plain) return stretch.place;
    const auto first = stretch.place.begin + static_cast<std::uint32_t>(at - stretch.begin);
    return {first, first + 1};
  };
  const std::size_t size = text_.size();
  if (begin >= size) return {stretches_.back().place.end, stretches_.back().place.end};
  const Span first = byte(begin);
  if (end <= begin) return {first.begin, first.begin};
  return {first.begin, std::max(first.end, byte(std::min(end, size) - 1).end)};
}

bool MappedText::has_unknown(std::size_t begin, std::size_t end) const {
  if (stretches_.empty() || begin >= end) return false;
  for (std::size_t i = stretch_at(begin); i < stretches_.size() && stretches_[i].begin < end; ++i) {
    if (stretches_[i].kind == Kind::Unknown) return true;
  }
  return false;
}

}  // namespace credlint
