// SPDX-License-Identifier: MIT
#include "scanner/report/html_page.h"

#include <fmt/format.h>

#include "scanner/core/digest.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --error: #c62828; --warning: #b26a00;
  --note: #1565c0; --good: #2e7d32; }
@media (prefers-color-scheme: dark) { :root { --error: #ff7b72; --warning: #e3b341; --note: #79c0ff;
  --good: #7ee787; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1rem; }
h1 { margin: 0; } h2 { font-size: 1.1rem; border-bottom: 1px solid var(--line); padding: .5rem 0; }
h3 { font-size: 1rem; margin: 0; } .lead { font-size: 1.3rem; margin: 0; }
form { position: sticky; top: 0; background: Canvas; padding: .5rem 0; border-bottom: 1px solid var(--line); }
article { border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; margin: .75rem 0; }
article p { margin: .4rem 0; }
.place { font: .85rem ui-monospace, monospace; opacity: .8; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .5rem; overflow-x: auto; margin: .25rem 0; }
.line { opacity: .6; border-right: 1px solid var(--line); padding-right: .6em; margin-right: .6em; }
mark { background: #ffd54f88; color: inherit; border-bottom: 2px solid var(--warning); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .4rem 0; }
dt { opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
.error { color: var(--error); } .warning { color: var(--warning); } .note { color: var(--note); }
.good { color: var(--good); }
[hidden] { display: none !important; }
.drawing { overflow-x: auto; }
svg text { fill: CanvasText; font: 14px system-ui, sans-serif; }
svg .box { fill: var(--soft); stroke: var(--line); } svg .used { stroke: var(--good); stroke-width: 2; }
svg .failed { stroke: var(--error); stroke-width: 2; } svg .arrow { stroke: CanvasText; fill: none; }
)css";

/// The hash by which a policy allows one script.
std::string script_hash(std::string_view script) {
  const std::string hex = sha256_hex(script);
  std::string bytes;
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(value(hex[i]) * 16 + value(hex[i + 1]));
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t k) {
      return i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U;
    };
    const unsigned group = at(0) << 16U | at(1) << 8U | at(2);
    out += kLetters[group >> 18U];
    out += kLetters[(group >> 12U) & 63U];
    out += i + 1 < bytes.size() ? kLetters[(group >> 6U) & 63U] : '=';
    out += i + 2 < bytes.size() ? kLetters[group & 63U] : '=';
  }
  return out;
}

}  // namespace

std::string html_safe(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_begin(std::string_view title, std::string_view script) {
  const std::string policy =
      script.empty() ? "" : fmt::format("; script-src 'sha256-{}'", script_hash(script));
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta "
      "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'{}\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{}</title>\n<style>{}</style></head>\n<body>\n",
      policy, html_safe(title), kStyle);
}

std::string html_end(std::string_view script) {
  const std::string last = script.empty() ? "" : fmt::format("<script>{}</script>\n", script);
  return last + "</body></html>\n";
}

std::string html_page(std::string_view title, std::string_view body, std::string_view script) {
  return html_begin(title, script).append(body) + html_end(script);
}

}  // namespace credlint
