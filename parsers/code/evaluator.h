// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/code/code_model.h"
#include "parsers/code/emptiness.h"
#include "parsers/code/functions.h"
#include "scanner/core/catalog.h"
#include "scanner/core/fact_writer.h"
#include "scanner/core/facts.h"
#include "scanner/core/limits.h"

namespace credlint {

/// The service of a row for clients of objects that came from elsewhere: the call has to write it.
constexpr std::string_view kNamed = "named";
/// The value of a row for members that are named after regions.
constexpr std::string_view kNamedRegion = "<region>";
/// The value of a row of [sdk_names]: the name, and what is of it, may be written in any case.
constexpr std::string_view kAnyCase = "<any-case>";

/// An argument of a call, as the call shapes name it: by position, by keyword, by the path within
/// an object literal ("credentials.accessKeyId"), or by a method called on the result (".region").
struct CallArgument {
  std::string path;  ///< empty for positional ones
  std::size_t index = 0;
  TSNode key{};
  TSNode value{};
  bool uncertain = false;    ///< one of several that are given at different places
  bool on_all_ways = false;  ///< one of them is given in any case
  bool later = false;        ///< set again on the object that was made
  bool if_missing = false;   ///< only where the object has none
  TSNode branch{};           ///< the only one that it is given in; may be null
};

/// What a call passes to an SDK.
struct Construct {
  const CallShape* shape = nullptr;
  const CallSite* site = nullptr;
  std::string called_name;  ///< last name of the callee: "client", "S3Client"
  std::string callee;       ///< as the shape matched it
  Value region, profile, key_id, secret, token, endpoint, service;
  Value role_arn, duration, external_id, mfa_serial, session_name;
  Value signature_version, clock_offset, expires;
  Value setting_name, setting_value, path;
  std::vector<TSNode> secrets;  ///< expressions given as secret or token
  TSNode value{};               ///< the expression of setting_value; may be null
  std::vector<Argument> unknown_arguments;
  /// Regions and profiles of which one or another is given: the calls of the function differ.
  std::vector<Value> regions, profiles;
  bool regions_told = false, profiles_told = false;  ///< those are all that are possible
  /// Objects that are passed and that other files make, with what stands before their members.
  std::vector<std::pair<std::string, TSNode>> objects;
  /// Sessions and configuration that are passed and that nothing here says how they are made.
  std::vector<TSNode> makers;
  bool open_ended = false;
  bool unfollowed = false;  ///< an object is passed that cannot be followed
  bool part = false;        ///< an option: part of the call that takes it
};

/// What a session or configuration is made with.
struct PartsMade {
  std::vector<std::pair<std::string_view, Value>> values;  ///< by roles: "region", "key-id", …
  std::string names = " ";  ///< of all roles that are given, with spaces around each
  bool whole = false;       ///< nothing else is given
};

/// Follows expressions of one file to their values, and calls to what they pass. What cannot be
/// followed is Unknown, never guessed.
class Evaluator {
 public:
  Evaluator(const CodeModel& model, const Catalog& catalog, const FactWriter& writer)
      : model_(model), catalog_(catalog), functions_(model), writer_(writer) {}

  [[nodiscard]] Value evaluate(TSNode node) const { return evaluate(node, 0); }
  /// The same for an expression that reads the environment, with the default that an expression
  /// around it gives: process.env.NAME || "default".
  [[nodiscard]] Value evaluate_with_default(TSNode node) const;
  /// What the call passes, when a shape knows it.
  [[nodiscard]] std::optional<Construct> construct(const CallSite& site) const {
    return construct(site, 0);
  }
  [[nodiscard]] const Functions& functions() const { return functions_; }
  /// Go: whether what is read fills the object, as json.Unmarshal(data, &config) does.
  [[nodiscard]] bool is_filled(TSNode node) const {
    return is_filled(node, 0) || is_filled_where_bound(node);
  }
  /// What an object literal holds, written here or behind a name, by paths: "aws.region".
  [[nodiscard]] std::vector<CallArgument> members_of(TSNode node) const;
  /// Whether that is all that the object holds, as far as the text says.
  [[nodiscard]] bool is_whole(TSNode node) const;
  /// The same for an object that a class of the text makes: what the class says of its members.
  [[nodiscard]] std::vector<CodeModel::Named> members_made(TSNode node) const;
  [[nodiscard]] std::vector<std::pair<std::string, Value>> schema_settings(TSNode node) const;
  /// Whether each member of the object is the variable of its name: what is made of process.env.
  [[nodiscard]] bool holds_environment(TSNode node) const { return holds_environment(node, 0); }
  /// The function of another file that is called here; null for an SDK's, and for the file's own.
  [[nodiscard]] std::shared_ptr<const Elsewhere> callee_elsewhere(const CallSite& site,
                                                                  int depth = 0) const;
  /// What the session or configuration is made with that an expression is; none for other objects.
  [[nodiscard]] PartsMade parts_made(TSNode node) const;
  [[nodiscard]] std::string type_of_literal(TSNode node) const;
  /// The name of the class of which an object is made; empty where it is not known.
  [[nodiscard]] std::string_view class_made(TSNode node) const;
  /// A setting by its name, in the files that the language's row names; null where it names none.
  [[nodiscard]] std::shared_ptr<const Elsewhere> setting_elsewhere(std::string_view name) const;
  /// The one file of settings that the object is read of, as the module that its members are of;
  /// empty for other objects.
  [[nodiscard]] std::string file_read(TSNode node) const;
  /// Whether it is a variable whose name a parameter of the function around tells.
  static bool is_named_by_parameter(const Value& value);
  /// The literals that an argument may be, where it is not one value.
  [[nodiscard]] std::vector<Value> alternatives_of(TSNode node) const {
    std::vector<Value> values;
    note_alternatives(node, values, 0);
    return values;
  }
  /// The last name of what is called.
  [[nodiscard]] TSNode called_name_node(const CallSite& site) const;
  [[nodiscard]] Location locate(TSNode node) const {
    return writer_.locate(model_.source().span(node));
  }

 private:
  // schemas.cpp
  struct Schema {
    TSNode schema{};     ///< null where it is another file's
    TSNode elsewhere{};  ///< the name of what is made of it there
    std::string path;    ///< of the setting that is asked for, or of what holds it
  };
  [[nodiscard]] Schema schema_behind(TSNode node, int depth) const;
  [[nodiscard]] bool is_of_own_module(std::string_view name) const;
  [[nodiscard]] Value schema_value(TSNode object, std::string_view member, TSNode node,
                                   int depth) const;
  [[nodiscard]] Value value_of_leaf(TSNode leaf, int depth) const;

  static bool too_deep(int depth) { return depth > limits::kMaxFollowDepth; }

  // ways.cpp
  /// A branch or a loop, with the part of it that the node stands in.
  struct Way {
    TSNode branch{};
    TSNode arm{};
    bool loop = false;
  };
  [[nodiscard]] const std::vector<Way>& ways_around(TSNode node) const;
  /// Whether what is done at `change` has been done where `use` runs behind it.
  enum class Reach : std::uint8_t { Always, Sometimes, Never };
  [[nodiscard]] Reach reach_of(TSNode change, TSNode use, TSNode made = {}) const;
  [[nodiscard]] Asks asked_before(TSNode set, TSNode use, std::string_view name,
                                  TSNode* branch = nullptr) const;
  [[nodiscard]] bool asks_for_value(const CallArgument& argument, const Value& value) const;
  [[nodiscard]] bool asks_for_variable(TSNode branch, TSNode set, std::string_view variable) const;
  /// What a member was set to, last and in any case; null where nothing or anything else is known.
  struct SetMember {
    TSNode value{};
    bool doubtful = false;
  };
  [[nodiscard]] SetMember set_on(TSNode object, std::string_view member) const;
  [[nodiscard]] Value member_set(TSNode object, std::string_view member, int depth) const;
  [[nodiscard]] std::string_view sign_before(TSNode value) const;
  [[nodiscard]] TSNode given_where_empty(TSNode value) const;
  [[nodiscard]] Value value_in_order(std::string_view name, TSNode use, int depth) const;

  // evaluator.cpp, joined_values.cpp
  [[nodiscard]] Value evaluate(TSNode node, int depth) const;
  /// The same without its bounds, of what parentheses and the like hold.
  [[nodiscard]] Value value_of(TSNode node, int depth) const;
  [[nodiscard]] Value implied_member(TSNode node) const;
  [[nodiscard]] Value string_value(TSNode node, bool raw, int depth) const;
  [[nodiscard]] Value adjacent_strings(TSNode node, int depth) const;
  [[nodiscard]] Value joined_string(TSNode node, bool raw, int depth) const;
  [[nodiscard]] Value binary_value(TSNode node, int depth) const;
  [[nodiscard]] Value chosen_value(TSNode node, int depth) const;
  [[nodiscard]] Value computed(std::string_view gap, const Value& left, const Value& right,
                               TSNode node) const;
  [[nodiscard]] Value number(std::int64_t value, TSNode node) const;
  [[nodiscard]] Value in_seconds(Value value, std::uint32_t unit, TSNode node) const;
  /// The seconds of a duration written as text: "1h30m".
  [[nodiscard]] Value in_words(Value value, TSNode node) const;
  /// What a name of a library stands for, by the rows of [constants]; empty for other names.
  [[nodiscard]] std::string_view constant_of(const std::string& dotted, TSNode node,
                                             int depth) const;
  /// The same as a value, at the name; absent for other names.
  [[nodiscard]] Value constant_value(const std::string& dotted, TSNode node, int depth) const;
  [[nodiscard]] static TSNode arguments_written(const CallSite& site);
  [[nodiscard]] TSNode default_given(const CallSite& site) const;
  [[nodiscard]] bool is_of_sections(const CallSite& site) const;
  [[nodiscard]] Value read_or_default(const CallSite& site, int depth) const;
  static void note_fallback(const Value& value, std::vector<Value>& values);
  [[nodiscard]] bool is_region_type(std::string_view type) const;
  [[nodiscard]] Value value_set(const DataRow& fixed, const CallSite& site) const;
  /// The region that a member is named after: USEast1, EU_WEST_1; empty where there is none.
  [[nodiscard]] std::string_view region_named(std::string_view member) const;
  [[nodiscard]] Value name_value(TSNode node, int depth) const;
  /// What the function called here returns, with the arguments of this call.
  [[nodiscard]] Value returned_value(const CallSite& site, TSNode result, int depth) const;
  /// What the parameter of that name is given at the calls of its function, one value for each.
  [[nodiscard]] std::vector<Value> values_given(TSNode name, int depth) const;
  [[nodiscard]] Value member_of_literal(std::string_view type, std::string_view member,
                                        int depth) const;
  [[nodiscard]] Value member_of_embedded(TSNode object, std::string_view member, int depth) const;
  [[nodiscard]] static bool is_wrapped(TSNode function);
  /// The same where all agree; else Unknown.
  [[nodiscard]] Value parameter_value(TSNode name, int depth) const;
  [[nodiscard]] Value parameter_value_now(TSNode name, int depth) const;
  [[nodiscard]] Value default_uncalled(TSNode name, int depth) const;
  [[nodiscard]] bool is_left_to_nothing(TSNode node, int depth) const;
  [[nodiscard]] TSNode result_where_given(TSNode value) const;
  [[nodiscard]] Value subscript_value(TSNode node, int depth) const;
  [[nodiscard]] Value member_value(TSNode object, std::string_view member, TSNode node,
                                   int depth) const;
  /// What stands at a place of a list that is written here, or that the function called here
  /// returns.
  [[nodiscard]] Value element_value(TSNode object, std::size_t place, TSNode node, int depth) const;
  /// The list behind an expression; null where none is written.
  [[nodiscard]] TSNode list_behind(TSNode node, int depth) const;
  [[nodiscard]] std::vector<TSNode> results_of_own_property(TSNode name) const;
  [[nodiscard]] Value member_as_text(TSNode member, int depth) const;
  [[nodiscard]] Value value_as_text(const CallSite& site, int depth) const;
  [[nodiscard]] Value call_value(const CallSite& site, TSNode node, int depth) const;
  [[nodiscard]] bool is_parameter(TSNode node) const;
  [[nodiscard]] Value value_dug(const CallSite& site, TSNode node, int depth) const;
  [[nodiscard]] Value tagged_value(TSNode tag) const;
  [[nodiscard]] TSNode tag_of(TSNode member) const;
  [[nodiscard]] static TSNode block_result(const CallSite& site);
  [[nodiscard]] TSNode default_beside(TSNode text) const;
  [[nodiscard]] Value filled_field(TSNode field) const;
  [[nodiscard]] TSNode member_of_made(TSNode object, std::string_view member) const;
  /// The same, and what a function without parameters returns that is called without parentheses.
  [[nodiscard]] TSNode read_like_a_field(TSNode name) const;
  /// What a property of the object itself returns: @property, get region() { … }.
  [[nodiscard]] TSNode property_of_self(TSNode member) const;
  /// A member of the object that a parameter is given, where all calls of the text agree; absent
  /// where none gives one.
  [[nodiscard]] Value member_given(TSNode object, std::string_view member, TSNode node,
                                   int depth) const;
  /// The variable that a function with several results reads, with the default that another of them
  /// is; absent where it reads none.
  [[nodiscard]] Value read_by(const CallSite& site, int depth) const;
  /// False only where nothing in the text can read a variable of the environment.
  [[nodiscard]] bool may_read_environment() const;
  [[nodiscard]] std::shared_ptr<const Elsewhere> setting_asked(const CallSite& site,
                                                               int depth) const;
  void add_argument(const CallSite& site, Elsewhere& result, Value& value, int depth) const;
  /// The variable that "${NAME:default}" stands for where a framework fills it in.
  [[nodiscard]] Value injected_value(TSNode node) const;
  [[nodiscard]] Value shell_variable(TSNode node, int depth) const;
  [[nodiscard]] Value shell_default(std::string_view operation, TSNode node) const;
  [[nodiscard]] bool is_filled_in(TSNode node) const;
  [[nodiscard]] bool has_interpolation(TSNode node) const;
  [[nodiscard]] Value literal(std::string text, Span span) const;
  [[nodiscard]] Value unknown(TSNode node) const;
  static void give_default(Value& read, const Value& value);
  /// The same for whatever `given` is worth: another variable, what cannot be followed.
  void stand_in(Value& read, const Value& value, TSNode given) const;
  [[nodiscard]] bool never_yields(TSNode node) const;
  [[nodiscard]] Value env(TSNode name, TSNode node, int depth) const;
  [[nodiscard]] bool is_environment(TSNode node) const;
  [[nodiscard]] bool is_runtime_environment(TSNode pair) const;
  [[nodiscard]] bool takes_environment(const CallSite& site) const;
  [[nodiscard]] bool holds_environment(TSNode node, int depth) const;
  /// The name of another file that these names may be; null where something here bears the first.
  [[nodiscard]] std::shared_ptr<const Elsewhere> elsewhere(std::string_view dotted, TSNode use,
                                                           int depth = 0) const;
  [[nodiscard]] std::shared_ptr<const Elsewhere> inherited_elsewhere(std::string_view member,
                                                                     TSNode use, int depth) const;
  [[nodiscard]] std::shared_ptr<const Elsewhere> member_of_type(std::string_view parameter,
                                                                std::string_view rest,
                                                                TSNode use) const;
  /// The same through what a name of the file is bound to: c := conf.Load(), c.Region.
  [[nodiscard]] std::shared_ptr<const Elsewhere> elsewhere_behind(TSNode value,
                                                                  std::string_view rest,
                                                                  int depth) const;
  [[nodiscard]] std::shared_ptr<const Elsewhere> setting_behind(const CallSite& site,
                                                                std::string_view rest,
                                                                int depth) const;
  [[nodiscard]] std::vector<CodeModel::Named> members_given_to(const CallSite& site) const;
  [[nodiscard]] std::string_view class_named_by_function(TSNode use) const;
  [[nodiscard]] std::string package_and_type(std::string_view type) const;
  /// The type that a field of that name is declared with, and the only file of settings that the
  /// text names: found once, as all of the text is gone through.
  [[nodiscard]] std::string_view declared_type(std::string_view name) const;
  [[nodiscard]] std::string_view file_named() const;
  /// ",=cloud.properties" of @PropertySource("classpath:cloud.properties").
  [[nodiscard]] const std::string& property_sources() const;
  [[nodiscard]] TSNode value_behind(TSNode node) const;
  [[nodiscard]] std::string_view file_taken_in(TSNode node) const;
  [[nodiscard]] std::shared_ptr<const Elsewhere> settings_read(const CallSite& site,
                                                               const CallShape& shape,
                                                               std::string_view rest,
                                                               int depth) const;
  /// A name that a framework fills from another file; null for others.
  [[nodiscard]] std::shared_ptr<const Elsewhere> framework_name(std::string_view dotted) const;
  /// The value of a name that nothing here says.
  [[nodiscard]] Value foreign(Value value, std::string_view dotted, TSNode use, int depth) const;
  /// Where the object comes from that `member` is taken of.
  [[nodiscard]] Value::Source source_of(TSNode object, std::string_view member, int depth) const;

  // callees.cpp
  [[nodiscard]] const CallShape* shape_of(const CallSite& site, int depth,
                                          std::string& callee) const;
  /// The same, also where the text itself has the method that a shape knows by its name alone.
  [[nodiscard]] const CallShape* shape_called(const CallSite& site, int depth,
                                              std::string& callee) const;
  [[nodiscard]] static bool is_by_name(const CallShape& shape);
  [[nodiscard]] static bool is_rather_of(const CallShape& shape, std::string_view dotted);
  [[nodiscard]] bool is_own_method(const CallSite& site, int depth) const;
  /// The shape of a method of what `maker` made; methods that yield "same" are seen through.
  [[nodiscard]] const CallShape* shape_of_method(const CallSite& maker, std::string_view name,
                                                 int depth, std::string& callee) const;
  /// A method of what stands under a name in an object: kwargs.get("session").client("s3") is
  /// "made.session.client".
  [[nodiscard]] const CallShape* shape_by_key(TSNode receiver, std::string_view name,
                                              std::string& callee) const;
  /// The shape of a method of what an unknown call made, by the method's name, by both names, or by
  /// that of the object: "made.presign", "made.get_session.client", "local.session.client".
  [[nodiscard]] const CallShape* shape_of_made(const CallSite& maker, std::string_view object,
                                               std::string_view name, std::string& callee) const;
  /// The calls of which one or another made an object: the sides of a choice, what branches bind.
  struct Makers {
    std::vector<const CallSite*> sites;
    bool open = false;  ///< or something else, which nothing here says
  };
  /// None where one call is known to have made it.
  [[nodiscard]] Makers makers_behind(TSNode object, int depth) const;
  void note_makers(TSNode object, Makers& makers, int depth) const;
  /// SDKs of this language that have sessions.
  [[nodiscard]] const std::set<std::string_view>& session_sdks() const;
  [[nodiscard]] bool names_known_method(std::string_view name) const;
  [[nodiscard]] static bool is_of_several(std::string_view callee);
  /// A method of a session or client that is one of several: (a or boto3.Session()).client.
  [[nodiscard]] const CallShape* shape_of_one(TSNode receiver, std::string_view name, int depth,
                                              std::string& callee) const;
  /// The call that made the object a method is called on; nullptr when it is not known.
  [[nodiscard]] const CallSite* maker_of(const CallSite& site, int depth) const;
  [[nodiscard]] std::string canonical(std::string dotted, TSNode use, int depth) const;
  [[nodiscard]] const CallShape* shape_of_typed(TSNode receiver, std::string_view name, int depth,
                                                std::string& callee) const;
  /// PHP: \aws\s3\s3client for Aws\S3\S3Client.
  [[nodiscard]] const CallShape* shape_in_any_case(std::string& callee) const;
  [[nodiscard]] bool ignores_case() const;
  /// Rust: r::sqs::Client of "mod r { pub use aws_sdk_sqs as sqs; }".
  [[nodiscard]] const CallShape* shape_in_module(TSNode use, int depth, std::string& callee) const;
  [[nodiscard]] std::string_view class_asked(const CallSite& site) const;
  [[nodiscard]] std::string type_declared(TSNode object, int depth) const;
  [[nodiscard]] bool is_handed_in(std::string_view name, TSNode use) const;
  [[nodiscard]] const CallShape* shape_handed_on(std::string_view dotted, TSNode use,
                                                 std::string& callee) const;
  /// partial(boto3.client, …) behind the name that is called here; nullptr for other calls.
  [[nodiscard]] const CallSite* partial_behind(const CallSite& site, int depth) const;
  [[nodiscard]] const CallSite* call_behind(TSNode node, int depth) const;
  [[nodiscard]] TSNode element_behind(const CodeModel::Binding& bound) const;

  // constructs.cpp
  void merge_argument(const CallArgument& argument, std::string_view role, Construct& construct,
                      int depth) const;
  void merge_later(const CallArgument& argument, std::string_view role, Construct& made,
                   int depth) const;
  void doubt(const CallArgument& argument, std::string_view role, Value& slot, Value value,
             Construct& made) const;
  [[nodiscard]] std::vector<TSNode> providers_of(const CallArgument& argument, int depth) const;
  void take_chained(const CallArgument& argument, Construct& made, int depth) const;
  /// Follows a name to the object literal it is bound to.
  [[nodiscard]] bool is_or_empty(TSNode node) const;
  [[nodiscard]] TSNode resolve_dict(TSNode node, int depth) const;
  [[nodiscard]] TSNode dict_value(TSNode dict, std::string_view key) const;
  /// `use`: where what is made is used, as what is set on it later is not there yet; null for all
  /// that is set on it.
  [[nodiscard]] std::optional<Construct> construct(const CallSite& site, int depth,
                                                   TSNode use = {}) const;
  void collect(TSNode arguments, const std::string& prefix, int depth, bool top,
               std::vector<CallArgument>& out, Construct& construct) const;
  void collect_branch(TSNode branch, const std::string& prefix, int depth,
                      std::vector<CallArgument>& out, Construct& construct) const;
  [[nodiscard]] std::vector<TSNode> objects_chosen(TSNode node, int depth) const;
  [[nodiscard]] std::vector<TSNode> sides_of_and(TSNode node) const;
  bool collect_chosen(TSNode node, const std::string& prefix, int depth,
                      std::vector<CallArgument>& out, Construct& construct) const;
  void collect_partial(const CallSite& site, int depth, std::vector<CallArgument>& out,
                       Construct& construct) const;
  void take_spread(TSNode object, const std::string& prefix, int depth,
                   std::vector<CallArgument>& out, Construct& construct) const;
  bool collect_merged(TSNode node, const std::string& prefix, int depth,
                      std::vector<CallArgument>& out, Construct& construct) const;
  [[nodiscard]] bool yields(const CallSite& site, Yield what, int depth) const;
  /// What an object literal holds, written here or behind a name; false where there is none.
  bool collect_literal(TSNode node, const std::string& prefix, int depth,
                       std::vector<CallArgument>& out, Construct& construct) const;
  /// What is set on an object literal after it got its name: options["region"] = "…".
  /// Names that are set members of all over the text, which are not gone through for each use.
  [[nodiscard]] bool has_many_changes(std::string_view name) const {
    constexpr std::size_t kMost = 200;
    return model_.changes_of(name).size() > kMost || model_.method_calls(name).size() > kMost ||
           model_.calls_with(name).size() > kMost;
  }
  void collect_changes(TSNode use, const std::string& prefix, int depth,
                       std::vector<CallArgument>& out, Construct& construct) const;
  [[nodiscard]] bool is_update(const CallSite& call) const;
  [[nodiscard]] bool is_assigned_to(const CallSite& call, std::string_view name, int depth) const;
  void collect_update(const CallSite& call, const std::string& prefix, int depth,
                      std::vector<CallArgument>& out, Construct& construct) const;
  [[nodiscard]] bool is_filled(TSNode object, int depth) const;
  [[nodiscard]] bool fills(const CallSite& site) const;
  /// The same for the name that a literal of a type is bound to.
  [[nodiscard]] bool is_filled_where_bound(TSNode literal) const;
  /// Whether a member of the object is set again before this use of it.
  [[nodiscard]] bool is_changed(TSNode object, std::string_view member) const;
  [[nodiscard]] bool reaches(TSNode change, const std::string& name,
                             const CodeModel::Binding* bound, TSNode use) const;
  [[nodiscard]] bool is_changed_elsewhere(const std::string& name, const CodeModel::Binding* bound,
                                          TSNode use) const;
  /// The first argument of a call; the function itself where it stands without parentheses.
  [[nodiscard]] TSNode first_argument(const CallSite& site) const;
  void collect_chain(const CallSite& site, std::vector<CallArgument>& out) const;
  void doubt_repeated(std::vector<CallArgument>& arguments, std::size_t at_once) const;
  /// What is set on the result afterwards: config.Region = "…", builder.region("…").
  void collect_of_name(const std::string& name, TSNode value, int depth, TSNode use,
                       std::vector<CallArgument>& out) const;
  [[nodiscard]] bool is_used_between(const std::string& name, TSNode made, TSNode change) const;
  [[nodiscard]] bool asks_for_itself(const CodeModel::ChangeSite& change, TSNode use) const;
  [[nodiscard]] bool may_refer(const CallSite& call, const std::string& name, TSNode value) const;
  void collect_later(const CallSite& site, int depth, TSNode use,
                     std::vector<CallArgument>& out) const;
  bool collect_list(TSNode list, std::size_t& index, std::vector<CallArgument>& out,
                    Construct& construct) const;
  /// func(o *Options) { o.Region = "…" }: what a function given as argument sets.
  void collect_function(TSNode function, const std::string& prefix,
                        std::vector<CallArgument>& out) const;
  void note_given_members(const std::string& prefix, TSNode node, Construct& made) const;
  [[nodiscard]] bool is_keyword_rest(TSNode name, TSNode function) const;
  [[nodiscard]] std::vector<TSNode> members_given(std::string_view key, TSNode name) const;
  /// Asks other files for the members of the only object that cannot be followed here.
  void ask_elsewhere(Construct& made) const;

  // made_elsewhere.cpp
  [[nodiscard]] bool is_within_arm(TSNode node) const;
  [[nodiscard]] bool is_handed_on(const Construct& construct) const;
  bool take_named(const CallSite& site, Construct& made) const;
  void take_changes(TSNode use, const CallSite& maker, Construct& inner, int depth) const;
  [[nodiscard]] bool is_told_later(TSNode use) const;
  [[nodiscard]] std::shared_ptr<const Elsewhere> maker_elsewhere(TSNode node) const;
  void ask_maker(TSNode node, Construct& made) const;
  [[nodiscard]] bool says_nothing(TSNode values) const;
  void ask_region(TSNode config, Construct& made, int depth) const;
  [[nodiscard]] std::string_view role_of_type(TSNode argument, const Construct& made,
                                              int depth) const;
  [[nodiscard]] bool is_region_imported(TSNode node) const;
  [[nodiscard]] bool is_by_type(const Construct& made, int depth) const;
  void take_lone_object(const std::vector<CallArgument>& arguments, Construct& made) const;

  // constructs.cpp, alternatives.cpp
  void assign(const CallArgument& argument, Construct& construct, int depth) const;
  /// refreshRequest(r -> r.roleArn("…")): what a function given as an option sets. False for what
  /// is no function.
  bool assign_function(TSNode value, Construct& made, int depth) const;
  [[nodiscard]] std::vector<TSNode> arms_of(TSNode node) const;
  [[nodiscard]] TSNode default_of_missing(TSNode node) const;
  [[nodiscard]] std::vector<TSNode> elements_of(TSNode list, int depth) const;
  [[nodiscard]] std::vector<TSNode> values_chosen(TSNode node, int depth) const;
  [[nodiscard]] bool key_is_written(TSNode subscript) const;
  [[nodiscard]] std::vector<TSNode> members_alike(TSNode dict) const;
  [[nodiscard]] std::vector<TSNode> objects_behind(TSNode object, int depth) const;
  [[nodiscard]] TSNode wrapped_by(TSNode node, int depth) const;
  [[nodiscard]] TSNode field_of_type(TSNode node, int depth) const;
  [[nodiscard]] std::string_view type_behind(TSNode object, int depth) const;
  /// The name of the option of the command line, or the setting, that an expression asks for.
  [[nodiscard]] std::string name_of_option(TSNode node) const;
  /// The values of "a or b" and "c ? a : b"; none for other expressions.
  [[nodiscard]] std::vector<TSNode> sides_of(TSNode choice) const;
  /// What an argument may be: what a parameter is given at the calls of its function or stands for
  /// without, each side of a choice.
  void note_alternatives(TSNode argument, std::vector<Value>& values, int depth) const;
  /// Whether all that an argument may be is written here: "a" if c else "b".
  [[nodiscard]] bool is_choice_of_literals(TSNode argument, int depth) const;
  void inherit(const Construct& from, Construct& to) const;
  void inherit_from_one(TSNode receiver, Construct& made, int depth) const;
  void inherit_from_receiver(const CallSite& site, Construct& construct, int depth) const;
  [[nodiscard]] std::string key_text(TSNode key) const;

  const CodeModel& model_;
  const Catalog& catalog_;
  Functions functions_;
  const FactWriter& writer_;
  /// The call whose function's result is being evaluated: its arguments are the parameters.
  mutable const CallSite* inside_ = nullptr;
  /// What parameters are given, as it was found so many steps deep: asked for at each use.
  struct Followed {
    Value value;
    int depth = 0;
  };
  mutable std::map<std::pair<const void*, std::string_view>, Followed> parameters_;
  /// What calls are, as it was found so many steps deep: asked for at each call on their results.
  struct FollowedShape {
    const CallShape* shape = nullptr;
    std::string callee;
    int depth = 0;
  };
  mutable std::unordered_map<const void*, FollowedShape> shapes_;
  mutable std::unordered_map<const void*, std::vector<Way>> ways_;  ///< around what was asked for
  /// Evaluations so far; bounded, as names that name names can double at each step.
  mutable int steps_ = 0;
  mutable std::unordered_map<std::string, std::string_view> field_types_;
  mutable std::optional<std::string_view> file_named_;
  mutable std::optional<std::string> property_sources_;             ///< once asked for
  mutable std::optional<std::set<std::string_view>> session_sdks_;  ///< of this language
  /// Evaluations within each other: however they come to one another, the stack holds no more.
  mutable int nested_ = 0;
  mutable std::optional<bool> reads_environment_;  ///< once asked for
};

}  // namespace credlint
