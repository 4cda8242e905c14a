(import_statement name: (dotted_name) @import)
(import_statement name: (aliased_import name: (_) @import))
(import_from_statement module_name: (_) @import)
(import_from_statement module_name: (_) @import name: (dotted_name) @import.member)
(import_from_statement module_name: (_) @import name: (aliased_import name: (_) @import.member))

(class_definition name: (_) @name body: (_) @body) @class
(function_definition name: (_) @name body: (_) @body) @function
(module (expression_statement (assignment left: (identifier) @name right: (_)? @body) @variable))
(class_definition body: (block (expression_statement (assignment left: (identifier) @name right: (_)? @body) @field)))
(type_alias_statement left: (type (identifier) @name)) @type

(comment) @comment
(string_content) @text
(string_start) @text
