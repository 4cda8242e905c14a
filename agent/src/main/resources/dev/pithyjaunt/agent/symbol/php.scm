(php_tag) @text
(namespace_use_clause . (_) @import)
(require_expression (string (string_content) @import))
(require_once_expression (string (string_content) @import))
(include_expression (string (string_content) @import))
(include_once_expression (string (string_content) @import))

(namespace_definition name: (_) @name body: (_)? @body) @module
(class_declaration name: (_) @name body: (_) @body) @class
(interface_declaration name: (_) @name body: (_) @body) @interface
(trait_declaration name: (_) @name body: (_) @body) @trait
(enum_declaration name: (_) @name body: (_) @body) @enum
(enum_case name: (_) @name value: (_)? @body) @constant
(method_declaration name: (_) @name body: (_)? @body) @method
(function_definition name: (_) @name body: (_) @body) @function
(const_declaration (const_element (name) @name) @constant)
((function_call_expression function: (name) @callee arguments: (arguments . (argument (_ (string_content) @name)))) @constant
  (#eq? @callee "define"))
(property_declaration (property_element name: (variable_name (name) @name) default_value: (_)? @body)) @field
(property_promotion_parameter name: (variable_name (name) @name) default_value: (_)? @body) @field

(attribute_list) @annotation
(comment) @comment
(string_content) @text
(text) @text
