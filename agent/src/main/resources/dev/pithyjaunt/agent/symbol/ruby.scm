((call !receiver method: (identifier) @callee arguments: (argument_list . (string (string_content) @import)))
  (#match? @callee "^(require|require_relative|load|autoload)$"))

(module name: (_) @name @head body: (_)? @body) @module
(class name: (_) @name @head superclass: (_)? @head body: (_)? @body) @class
(method name: (_) @name @head parameters: (_)? @head body: (_)? @body) @function
(singleton_method name: (_) @name @head parameters: (_)? @head body: (_)? @body) @method
(alias name: (_) @name) @method
(assignment left: (constant) @name right: (_) @body) @constant
((call method: (identifier) @callee arguments: (argument_list (simple_symbol) @name)) @field
  (#match? @callee "^(attr_accessor|attr_reader|attr_writer)$"))
((call method: (identifier) @callee arguments: (argument_list . (simple_symbol) @name) block: (_)? @body) @method
  (#match? @callee "^(alias_method|define_method)$"))

(comment) @comment
(string_content) @text
(regex) @text
