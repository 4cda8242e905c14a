(import_statement source: (string) @import)
(export_statement source: (string) @import)
((call_expression function: (identifier) @callee arguments: (arguments . (string) @import))
  (#eq? @callee "require"))
(call_expression function: (import) arguments: (arguments . (string) @import))

((variable_declarator name: (_) @name value: [
    (call_expression function: [(identifier) @callee (call_expression function: (identifier) @callee)])
    (member_expression object: (call_expression function: (identifier) @callee))]) @elsewhere
  (#eq? @callee "require"))

(class_declaration name: (_) @name body: (_) @body) @class
(variable_declarator name: (identifier) @name value: (class body: (_) @body)) @class
((assignment_expression left: (member_expression object: (identifier) @receiver property: (_) @name) right: [(function_expression name: (_)) (class name: (_))]) @elsewhere
  (#eq? @receiver "module") (#eq? @name "exports"))
((assignment_expression left: (member_expression object: (identifier) @receiver property: (_) @exports) right: (function_expression name: (_) @name body: (_) @body)) @function
  (#eq? @receiver "module") (#eq? @exports "exports"))
((assignment_expression left: (member_expression object: (identifier) @receiver property: (_) @exports) right: (class name: (_) @name body: (_) @body)) @class
  (#eq? @receiver "module") (#eq? @exports "exports"))
(assignment_expression left: [(identifier) @name (member_expression property: (_) @name)] right: (class body: (_) @body)) @class
(function_declaration name: (_) @name body: (_) @body) @function
(generator_function_declaration name: (_) @name body: (_) @body) @function
(method_definition name: (_) @name body: (_) @body) @method
(variable_declarator name: (identifier) @name value: [(arrow_function body: (_) @body) (function_expression body: (_) @body) (generator_function body: (_) @body)]) @function
(assignment_expression left: (member_expression object: (member_expression property: (property_identifier) @prototype) property: (_) @name) right: [(arrow_function body: (_) @body) (function_expression body: (_) @body) (generator_function body: (_) @body)]
  (#eq? @prototype "prototype")) @method
(assignment_expression left: [(identifier) @name (member_expression property: (_) @name)] right: [(arrow_function body: (_) @body) (function_expression body: (_) @body) (generator_function body: (_) @body)]) @function
(pair key: (property_identifier) @name value: [(arrow_function body: (_) @body) (function_expression body: (_) @body) (generator_function body: (_) @body)]) @method
(arguments (function_expression name: (_) @name body: (_) @body) @function)
(return_statement (function_expression name: (_) @name body: (_) @body) @function)

(program (lexical_declaration "const" (variable_declarator name: (identifier) @name value: (_)? @body) @constant))
(program (lexical_declaration (variable_declarator name: (identifier) @name value: (_)? @body) @variable))
(program (variable_declaration (variable_declarator name: (identifier) @name value: (_)? @body) @variable))
(export_statement (lexical_declaration "const" (variable_declarator name: (identifier) @name value: (_)? @body) @constant))
(export_statement (lexical_declaration (variable_declarator name: (identifier) @name value: (_)? @body) @variable))

(decorator) @annotation
(comment) @comment
(string_fragment) @text
(regex) @text
