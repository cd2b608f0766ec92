// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "parsers/code/landmarks.h"
#include "parsers/code/language.h"
#include "parsers/code/syntax_tree.h"

namespace credlint {

/// A call as the query captured it.
struct CallSite {
  TSNode node;
  TSNode callee;     ///< a dotted expression; null for Java-like calls
  TSNode receiver;   ///< Java-like calls: the object; may be null
  TSNode name;       ///< Java-like calls: the method's name
  TSNode arguments;  ///< may be null
};

/// What a class calls itself or its object.
bool is_self(std::string_view name);

/// REGION: by its name, nobody sets it again.
bool is_constant_name(std::string_view name);
/// "config.x.region": names and dots alone, two names or more.
bool is_chain_of_names(std::string_view text);

/// The name of what stands at a place of a list: "#0".
inline std::string element_name(std::size_t place) { return "#" + std::to_string(place); }
inline bool is_element(std::string_view member) {
  return member.size() > 1 && member[0] == '#' && member[1] >= '0' && member[1] <= '9';
}

/// What one parsed text declares, imports and calls: pass one over the query's matches.
class CodeModel {
 public:
  CodeModel(const Language& language, const SourceText& source, TSNode root, Deadline deadline);

  /// One thing that a name is bound to.
  struct Binding {
    enum class Kind : std::uint8_t { Value, Member, Parameter } kind = Kind::Value;
    TSNode value{};      ///< Value: the right side; Member: the object taken apart
    std::string member;  ///< Member: the name within it
    TSNode scope{};      ///< the function around it; null for the file
  };
  struct Import {
    std::string module;
    std::string symbol;  ///< empty for the module itself; "*" for all its names
    std::string local;   ///< the name that it has here
  };
  struct EnvWrite {
    /// Exported: set as Local is, and exported elsewhere.
    enum class Syntax : std::uint8_t { Code, Export, Local, Exported, Prefix };
    Syntax syntax = Syntax::Code;
    TSNode name{};
    TSNode value{};  ///< null for "export A="
    TSNode whole{};
    bool test = false;  ///< as tests set it
  };
  /// Shell: a here document that is written to a file.
  struct DocumentSite {
    TSNode path{};
    TSNode start{};  ///< the word behind "<<"
    TSNode text{};
  };
  struct PairSite {
    TSNode key{};
    TSNode value{};
  };
  struct AssignSite {
    TSNode name{};
    TSNode value{};
  };
  /// object.key = value, object["key"] = value, object.between.key = value.
  struct ChangeSite {
    std::string between;  ///< "between."; empty where the object itself is changed
    TSNode object{};      ///< with what is between
    TSNode key{};
    TSNode value{};
  };

  /// A member by name: x.get("key").
  struct Lookup {
    TSNode object{};
    TSNode key{};
  };
  /// What a list begins with, or what is appended to it.
  struct ListPart {
    TSNode name{};
    TSNode values{};
  };

  /// A name with its one value.
  struct Named {
    std::string name;  ///< of a class's member with the class: "Settings.REGION"
    TSNode value{};
  };

  [[nodiscard]] const Language& language() const { return language_; }
  [[nodiscard]] const SourceText& source() const { return source_; }
  [[nodiscard]] std::string_view text(TSNode node) const { return source_.of(node); }
  [[nodiscard]] TSNode root() const { return root_; }

  /// What `dotted` is bound to where `use` stands: the innermost binding; absent when it is bound
  /// more than once there, or not at all.
  [[nodiscard]] const Binding* binding(std::string_view dotted, TSNode use) const;
  /// All that a name is bound to in the innermost function that binds it, where it is bound more
  /// than once: in branches. Nothing where one of them is made of the name itself.
  /// if (!options.region) options.region = "…": what the object already holds may be another.
  [[nodiscard]] bool is_set_where_missing(const Binding& bound, std::string_view name,
                                          TSNode use) const;
  /// As binding(), and where the name is only bound anew to what its own methods return: "b =
  /// b.x()". Of use for objects that are built, not for values that methods change.
  [[nodiscard]] const Binding* made_binding(std::string_view name, TSNode use) const;
  [[nodiscard]] std::vector<TSNode> values_bound(std::string_view name, TSNode use) const;
  /// The same as bindings, also where a parameter is among them: "s = s or make()"; of a field,
  /// what all methods of its class bind it to.
  [[nodiscard]] std::vector<Binding> all_bound(std::string_view name, TSNode use) const;
  /// All that `dotted` is bound to anywhere, without what is taken out of objects.
  [[nodiscard]] std::vector<TSNode> bound_values(std::string_view dotted) const;
  /// What other files may use: the names of the file's top level and the members of its classes,
  /// where they are given one value each.
  [[nodiscard]] std::vector<Named> file_level_values() const;
  /// The name of a function as other files call it: with its class; a constructor's is the class's.
  [[nodiscard]] std::string name_for_others(TSNode function, std::string_view name) const;
  /// The name of the class whose constructor the function is; empty where it is none.
  [[nodiscard]] std::string_view class_made_by(TSNode function) const;
  /// The function whose parameter `name` is where `use` stands; null when it is none.
  [[nodiscard]] TSNode parameter_of(std::string_view name, TSNode use) const;
  /// The names of a function's parameters, in order; of what it binds in loops as well.
  [[nodiscard]] std::vector<TSNode> parameters_of(TSNode function) const;
  /// The call that a function is handed to as an argument (a callback), or nullptr.
  [[nodiscard]] const CallSite* call_taking(TSNode function) const;
  /// The assignment whose right side is this node, or nullptr.
  [[nodiscard]] const AssignSite* assignment_of(TSNode value) const;
  /// What is assigned to members of the object of that dotted name: config.Region = "…".
  [[nodiscard]] std::span<const ChangeSite> changes_of(std::string_view object) const;
  /// Calls of methods on the object of that dotted name, as statements: builder.region("…");
  [[nodiscard]] std::span<const std::size_t> method_calls(std::string_view object) const;
  /// Calls that this name is handed to as an argument.
  [[nodiscard]] std::span<const std::size_t> calls_with(std::string_view name) const;
  /// Whether `use` may see what is done at `change`: it stands behind it, or in another function.
  [[nodiscard]] bool may_see(TSNode use, TSNode change) const;
  /// The member by name that this node is, or nullptr.
  [[nodiscard]] const Lookup* lookup(TSNode node) const;
  /// The parts of the list of that name in the function where `use` stands, up to there.
  [[nodiscard]] std::vector<ListPart> list_parts(std::string_view name, TSNode use) const;
  /// The list of the loop around `name` that calls each element so; null where there is none.
  [[nodiscard]] TSNode list_of_loop(TSNode name) const;
  /// The call that this node is, or nullptr.
  [[nodiscard]] const CallSite* call(TSNode node) const;
  /// The object that a method is called on; null for other calls.
  [[nodiscard]] TSNode receiver_of(const CallSite& site) const;
  /// The call of a method on what `node` yields: x.build() for x; or nullptr.
  [[nodiscard]] const CallSite* call_on(TSNode node) const;
  /// The name of the environment variable that this expression reads, as a node; null when it reads
  /// none.
  [[nodiscard]] TSNode env_read(TSNode node) const;
  /// Whether this text names what a framework puts into a field or parameter: "${NAME}".
  [[nodiscard]] bool is_injected(TSNode node) const { return injected_.count(node.id) > 0; }
  /// Whether the query says that this expression stands for nothing at all.
  [[nodiscard]] bool is_null(TSNode node) const { return null_nodes_.count(node.id) > 0; }
  /// The dotted text of an expression of names ("a.b.c"); empty when it is something else.
  [[nodiscard]] std::string dotted(TSNode node) const;
  /// The last name of an expression of names: c of a.b.c and of a::(b::c).
  [[nodiscard]] TSNode last_name(TSNode node) const;
  /// The node without parentheses, await, casts and the like.
  [[nodiscard]] TSNode unwrap(TSNode node) const;
  /// The value of a class's member: of Name.member, and of self.MEMBER within the class. Null where
  /// it is set more than once or elsewhere, or where a subclass may say otherwise.
  [[nodiscard]] TSNode class_member(TSNode member) const;
  /// The type that a parameter is declared with, without the pointer; empty where none is said.
  [[nodiscard]] std::string_view type_of(TSNode name) const {
    return type_of_parameter(text(name), name);
  }
  [[nodiscard]] std::string_view type_of_parameter(std::string_view name, TSNode use) const;
  /// Go: Store of "func (s *Store) open()"; empty for functions that are no methods.
  [[nodiscard]] std::string_view type_of_receiver(TSNode function) const;
  /// The same where `name` is the receiver of the method around `use`; else empty.
  [[nodiscard]] std::string_view type_as_receiver(std::string_view name, TSNode use) const;
  /// Go: the only field of that name with a tag that says where its value comes from, or nullptr.
  [[nodiscard]] const AssignSite* tagged(std::string_view field) const;
  /// The name of the type that a field is declared in.
  [[nodiscard]] std::string_view name_of_type(TSNode field) const;
  /// Whether a function stands in the class whose method `use` is in.
  [[nodiscard]] bool same_class(TSNode function, TSNode use) const;
  /// What the objects of a class of the text begin with; null where it is set more than once, or by
  /// a method.
  [[nodiscard]] TSNode member_of(std::string_view of, std::string_view member) const;
  /// What the constructor of a class sets a member to; null where anything else sets it too.
  [[nodiscard]] TSNode set_when_made(std::string_view of, std::string_view member) const;
  /// What a field of the object itself begins with, also where a method may set it again:
  /// this.region, and region alone where that is no other name.
  [[nodiscard]] std::vector<TSNode> field_beginnings(TSNode name) const;
  /// self.member of a class whose base in the text begins its objects with it; null for others.
  [[nodiscard]] TSNode inherited_member(TSNode member) const;
  /// Go: the types of the text that the struct has as fields without names: "type App struct {
  /// Config }".
  [[nodiscard]] std::vector<std::string_view> embedded_in(std::string_view type) const;
  /// Whether the class around `use` has such a member itself, or sets it.
  [[nodiscard]] bool has_own_member(TSNode use, std::string_view member) const;
  /// What the class is derived from whose method `use` is in, by names with dots.
  [[nodiscard]] std::vector<std::string> bases_around(TSNode use) const;
  /// What constructors set members to, with the class: "Base.region".
  [[nodiscard]] std::vector<Named> members_set_when_made() const;
  /// The members of that class, with what its objects begin with.
  [[nodiscard]] std::vector<Named> members_of_class(std::string_view of) const;
  /// What stands for an option of the command line that is not given; null where nothing is said.
  [[nodiscard]] TSNode option_default(std::string_view name) const;
  /// All of those.
  [[nodiscard]] const std::map<std::string, TSNode>& options() const { return options_; }
  /// Whether names inside hide those outside: a function, or what a class's constructor takes.
  [[nodiscard]] bool is_function(TSNode node) const { return landmarks_.is_function(node); }
  [[nodiscard]] const Landmarks& landmarks() const { return landmarks_; }
  /// The function around a node; null at file level.
  [[nodiscard]] TSNode enclosing_function(TSNode node) const {
    return landmarks_.function_around(node);
  }

  [[nodiscard]] const std::vector<CallSite>& calls() const { return calls_; }
  [[nodiscard]] const std::vector<TSNode>& commands() const { return commands_; }
  [[nodiscard]] const std::vector<Import>& imports() const { return imports_; }
  [[nodiscard]] const std::vector<EnvWrite>& env_writes() const { return env_writes_; }
  /// Shell: texts that set variables where they are run or read.
  [[nodiscard]] const std::vector<TSNode>& env_write_texts() const { return env_write_texts_; }
  /// The first place that sets variables whose names are not known (eval); null when there is none.
  [[nodiscard]] TSNode env_write_any() const { return env_write_any_; }
  [[nodiscard]] const std::vector<DocumentSite>& documents() const { return documents_; }
  [[nodiscard]] const std::vector<TSNode>& env_reads() const { return env_read_nodes_; }
  /// Names that a framework fills, with what says how.
  [[nodiscard]] const std::vector<AssignSite>& filled() const { return filled_; }
  /// Classes that a framework fills from settings, with what their names begin with.
  [[nodiscard]] const std::vector<AssignSite>& bound_types() const { return bound_types_; }
  [[nodiscard]] const std::vector<PairSite>& pairs() const { return pairs_; }
  [[nodiscard]] const std::vector<AssignSite>& assignments() const { return assignments_; }
  /// False when the query hit a limit: some facts may be missing.
  [[nodiscard]] bool complete() const { return complete_; }
  /// Until when the text may be worked on.
  [[nodiscard]] Deadline deadline() const { return deadline_; }

  /// The class of the method that a node stands in, within functions of it as well; null for none.
  [[nodiscard]] TSNode class_of_method(TSNode node) const;
  /// The names of constructors' parameters that are fields as well.
  [[nodiscard]] const std::vector<TSNode>& promoted() const { return promoted_names_; }
  [[nodiscard]] std::string_view name_of_class(TSNode node) const;

 private:
  void take(const QueryMatch& match);
  void take_call(const QueryMatch& match);
  void take_import(const QueryMatch& match);
  void add_imports_of_project();
  void add_nested_namespaces(const std::string& module);
  [[nodiscard]] std::string further_names(const QueryMatch& match, CaptureName name) const;
  void take_env_write(const QueryMatch& match);
  void bind(std::string name, Binding binding);
  void take_injected(TSNode name, TSNode text);
  /// A parameter of a constructor that is a field as well: private readonly region: string.
  void take_promoted(TSNode name);
  void take_option(TSNode name, TSNode value);
  /// A name that is imported and otherwise only bound to nothing is what is imported: "try: import
  /// boto3", "except ImportError: boto3 = None".
  void forget_absent_imports();
  [[nodiscard]] bool is_nothing(const Binding& binding) const;
  void index_receivers();
  void index_assignments();
  void index_handed(std::size_t call);
  void index_change(const AssignSite& assignment);
  void index_members();
  /// What a class's field begins with is not its value where a constructor or setter gives it one.
  void forget_changed_fields();
  void add_member(TSNode name, TSNode value);
  void read_structs() const;
  void read_struct(TSNode spec) const;
  void append_members(std::vector<Named>& found) const;
  void add_members_set() const;
  /// The class whose body this node stands in, outside of functions and literals; null for none.
  [[nodiscard]] TSNode class_around(TSNode node) const { return landmarks_.class_around(node); }
  /// Whether a function of the class sets the member, or a variable of its name; any function where
  /// `owner` is null.
  [[nodiscard]] bool is_set_within(TSNode owner, std::string_view member) const;
  /// Java: whether annotations of the class let others set the field: @Data, @Builder.
  [[nodiscard]] bool is_set_by_others(TSNode owner, TSNode name) const;
  /// The names of the classes that a class is derived from.
  [[nodiscard]] std::vector<std::string_view> bases_of(TSNode node) const;
  [[nodiscard]] std::vector<std::string> dotted_bases_of(TSNode owner) const;
  /// The class of the text of that name that has a method; null for others.
  [[nodiscard]] TSNode class_named(std::string_view name) const;
  void forget_reads_that_write();
  void export_what_is_set();
  [[nodiscard]] TSNode wrapped(TSNode node) const;
  /// ".b" of a.b, ".b.c" of a::(b::c).
  [[nodiscard]] std::string dotted_behind(TSNode object, TSNode member) const;
  [[nodiscard]] const Binding* class_parameter(std::string_view name, TSNode use) const;
  [[nodiscard]] const Binding* innermost(std::string_view dotted, TSNode use) const;
  [[nodiscard]] bool is_import_until(std::string_view name, const Binding& bound, TSNode use) const;
  [[nodiscard]] bool may_share_fields(TSNode use, TSNode value) const;
  /// The only one of them that stands in the class around `use`; null where one stands in none.
  [[nodiscard]] const Binding* of_same_class(const std::vector<Binding>& bindings,
                                             TSNode use) const;
  /// What a field that methods use by its bare name is given: once, in another method of the class.
  [[nodiscard]] const Binding* field_binding(std::string_view name, TSNode use) const;

  const Language& language_;
  SourceText source_;
  TSNode root_;
  Deadline deadline_;
  std::unordered_map<std::string, std::vector<Binding>> bindings_;
  std::unordered_map<const void*, std::size_t> calls_by_node_;
  std::unordered_map<const void*, std::size_t> calls_by_receiver_;
  std::unordered_map<const void*, std::size_t> assignments_by_value_;
  std::unordered_map<std::string, std::vector<ChangeSite>> changes_by_object_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> calls_by_argument_;
  std::unordered_map<std::string, std::vector<std::size_t>> methods_by_object_;
  /// By name, whatever may be a class's member.
  std::unordered_map<std::string, std::vector<AssignSite>> members_;
  mutable bool classes_read_ = false;
  mutable bool structs_read_ = false;
  mutable std::unordered_map<std::string_view, std::vector<std::string_view>> embedded_;
  mutable std::unordered_map<std::string_view, std::vector<Named>> by_class_;
  mutable std::unordered_map<std::string_view, TSNode> classes_by_name_;
  mutable bool class_names_read_ = false;
  std::unordered_map<const void*, TSNode> env_names_;
  std::unordered_map<const void*, std::size_t> env_writes_by_name_;
  std::unordered_set<const void*> null_nodes_;
  std::unordered_set<const void*> constants_;  ///< names
  std::unordered_set<const void*> injected_;   ///< texts
  std::vector<AssignSite> filled_;             ///< names with what a framework fills them with
  std::map<std::string, TSNode> options_;      ///< defaults of the command line, by name
  std::unordered_set<const void*> promoted_;   ///< parameters that are fields
  std::vector<TSNode> promoted_names_;         ///< the same, in their order
  std::unordered_map<const void*, Lookup> lookups_;
  std::vector<ListPart> list_parts_;
  std::vector<AssignSite> bound_types_;
  std::vector<AssignSite> loops_;  ///< names of elements, with the list
  std::unordered_map<const void*, std::vector<TSNode>> parameters_;  ///< by function
  Landmarks landmarks_;
  std::vector<CallSite> calls_;
  std::vector<TSNode> commands_;
  std::vector<Import> imports_;
  std::vector<EnvWrite> env_writes_;
  std::vector<TSNode> env_write_texts_;
  std::unordered_set<std::string_view> exported_;  ///< names that are exported by themselves
  TSNode env_write_any_{};
  std::vector<TSNode> env_read_nodes_;
  std::vector<DocumentSite> documents_;
  std::vector<PairSite> pairs_;
  std::vector<AssignSite> assignments_;
  bool complete_ = true;
};

}  // namespace credlint
