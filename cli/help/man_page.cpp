// SPDX-License-Identifier: MIT
#include "cli/help/man_page.h"

#include <fmt/format.h>

#include <string_view>

#include "cli/help/help_text.h"

namespace credlint {
namespace {

/// Text as roff takes it: no sign that would be read as a request, hyphens that can be copied.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool line_begins = out.empty() || out.back() == '\n';
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string entry_of(const FlagDoc& flag) {
  std::string names;
  if (!flag.letter.empty()) names = fmt::format("\\fB\\-{}\\fR, ", escaped(flag.letter));
  names += fmt::format("\\fB\\-\\-{}\\fR", escaped(flag.name));
  if (!flag.value.empty()) names += fmt::format(" \\fI{}\\fR", escaped(flag.value));
  return fmt::format(".TP\n{}\n{}.\n", names, escaped(sentence_of(flag)));
}

std::string section_of(const CommandDoc& command) {
  if (!command.commands.empty()) {
    std::string out;
    for (const CommandDoc& below : command.commands) out += section_of(below);
    return out;
  }
  std::string out =
      fmt::format(".SS \"{}\"\n{}.\n", escaped(usage_of(command)), escaped(command.text));
  for (const FlagDoc& argument : command.arguments) {
    out += fmt::format(".TP\n\\fI{}\\fR\n{}.\n", escaped(argument.name),
                       escaped(sentence_of(argument)));
  }
  for (const FlagDoc& flag : command.flags) {
    if (flag.name != "help") out += entry_of(flag);
  }
  return out;
}

constexpr std::string_view kRest = R"(.SH EXIT STATUS
.TP
.B 0
Nothing at or above \fB\-\-fail\-on\fR.
.TP
.B 1
Findings; for \fBcheck \-\-fix\-diff\fR something to mend, whatever else is found; for \fBdoctor\fR a predicted error.
.TP
.B 2
Wrong usage or configuration.
.TP
.B 3
Something that was asked for could not be read.
.SH ENVIRONMENT
.TP
.BR NO_COLOR ", " FORCE_COLOR
No colours at all; colours also where no terminal is.
.TP
.BR AWS_PROFILE ", " AWS_CONFIG_FILE ", …"
\fBdoctor\fR reads what the SDKs read.
.TP
.B HOME
Where \fI.aws\fR lies, for \fBdoctor\fR and \fBexplain\fR.
.TP
.BR CI_NODE_INDEX ", " CI_NODE_TOTAL ", …"
What \fB\-\-shard auto\fR goes by.
.PP
Nothing is sent over a network but by \fBdoctor \-\-verify\fR.
.SH SECRETS
No output shows eight characters of a secret on end. Masked are, wherever their file repeats them, what it gives under the
name of a secret; and anywhere, by its looks, a secret in base64 or base64url, also with escapes, in hexadecimal, or in
groups of one length with blanks between.
.PP
Not masked are secrets in one case, parts of less than 32 characters in names of files, and what is altered in another
way: they look like a digest, a hash or an id, which reports must show.
.SH FILES
.TP
.I credlint.toml
The configuration, also named
.IR .credlint.toml ;
the nearest upward counts, of two in one folder the first.
.TP
.I .credlint\-baseline
Findings that were accepted.
.TP
.IR ~/.aws/config ", " ~/.aws/credentials ", " ~/.aws/sso/cache ", …"
What \fBdoctor\fR reads, and \fBcheck ~/.aws\fR checks.
.TP
.I .git/hooks/pre\-commit
What \fBhook install\fR writes.
.SH EXAMPLES
.TP
.B credlint check ~/.aws .
What is wrong in the AWS files and in this folder.
.TP
.B credlint check \-\-staged
What is wrong in what git would commit now.
.TP
.B credlint explain \(dqUnable to locate credentials\(dq
The causes of an error.
.TP
.B credlint doctor \-\-profile dev \-\-sdk js\-v3
What an SDK would do with a profile, and which error would come.
.TP
.B credlint check \-\-fix\-diff; credlint check \-\-fix
What would be mended; mends it.
.TP
.B credlint check \-\-diff origin/main... \-\-report sarif=../credlint.sarif
What a branch brings, with a report for a CI host.
.TP
.B credlint baseline create
Accepts what is there now, so that \fBcheck\fR is about what is new.
.SH SEE ALSO
.BR aws (1),
.BR git (1),
.BR gitignore (5)
)";

}  // namespace

std::string man_page(const CommandDoc& program) {
  std::string out = fmt::format(
      ".TH CREDLINT 1 \"\" \"credlint {}\" \"User Commands\"\n.SH NAME\n"
      "credlint \\- find from files alone why AWS will refuse credentials\n"
      ".SH SYNOPSIS\n.B credlint\n.I COMMAND\n[\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n"
      ".SH DESCRIPTION\n{}\n.SH COMMANDS\n",
      CREDLINT_VERSION, escaped(program.text));
  for (const CommandDoc& command : program.commands) out += section_of(command);
  out += ".SH OPTIONS OF ALL COMMANDS\n";
  for (const FlagDoc& flag : program.flags) out += entry_of(flag);
  return out + std::string(kRest);
}

}  // namespace credlint
