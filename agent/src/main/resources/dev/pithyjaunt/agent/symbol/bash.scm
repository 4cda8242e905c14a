((command name: (command_name) @callee argument: (word) @import)
  (#match? @callee "^(source|\\.)$"))

(function_definition name: (_) @name body: (_) @body) @function
(program (variable_assignment name: (variable_name) @name value: (_)? @body) @variable)
(program (declaration_command "readonly" (variable_assignment name: (variable_name) @name value: (_)? @body)) @constant)
(program (declaration_command (variable_assignment name: (variable_name) @name value: (_)? @body)) @variable)

(command name: (command_name (word) @reference))
(simple_expansion (variable_name) @reference)
(expansion (variable_name) @reference)
(comment) @comment
