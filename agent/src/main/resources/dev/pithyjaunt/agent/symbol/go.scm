(package_clause) @text
(import_spec path: (_) @import)

(const_spec (identifier) @name "=" @body) @constant
(const_spec (identifier) @name) @constant
(var_spec name: (identifier) @name "=" @body) @variable
(var_spec name: (identifier) @name) @variable
(type_declaration [
  (type_spec name: (_) @name type: (struct_type (field_declaration_list) @body)) @struct
  (type_spec name: (_) @name type: (interface_type "{" @body)) @interface
  (type_spec name: (_) @name) @type
  (type_alias name: (_) @name) @type])
(field_declaration name: (_) @name tag: (_)? @body) @field
(method_elem name: (_) @name) @method
(function_declaration name: (_) @name body: (_)? @body) @function
(method_declaration name: (_) @name body: (_)? @body) @method

(comment) @comment
(interpreted_string_literal) @text
(raw_string_literal) @text
(rune_literal) @text
