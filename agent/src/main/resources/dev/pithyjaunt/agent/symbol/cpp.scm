(namespace_definition name: (_) @name body: (_) @body) @module
(class_specifier name: (_) @name body: (_) @body) @class
(concept_definition name: (_) @name) @type
(alias_declaration name: (_) @name) @type
(function_definition declarator: [
    (function_declarator declarator: (_) @name)
    (reference_declarator (function_declarator declarator: (_) @name))
    (pointer_declarator declarator: (function_declarator declarator: (_) @name))]
  [(field_initializer_list) (default_method_clause) (delete_method_clause)] @body) @function
(function_definition declarator: [
    (function_declarator declarator: (_) @name)
    (reference_declarator (function_declarator declarator: (_) @name))
    (pointer_declarator declarator: (function_declarator declarator: (_) @name))]
  body: (_) @body) @function
(field_declaration declarator: [
    (function_declarator declarator: (_) @name)
    (reference_declarator (function_declarator declarator: (_) @name))
    (pointer_declarator declarator: (function_declarator declarator: (field_identifier) @name))]) @method
(declaration declarator: [
    (function_declarator declarator: [(destructor_name) (operator_name)] @name)
    (reference_declarator (function_declarator declarator: (_) @name))]) @function
(field_declaration_list (field_declaration declarator: (reference_declarator (field_identifier) @name)) @field)
(raw_string_content) @text
