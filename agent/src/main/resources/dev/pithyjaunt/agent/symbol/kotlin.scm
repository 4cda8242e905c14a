(package_header) @text
(import_header (identifier) @import)

(class_declaration "interface" (type_identifier) @name (class_body)? @body) @interface
(class_declaration "enum" (type_identifier) @name (enum_class_body)? @body) @enum
(class_declaration "class" (type_identifier) @name (class_body)? @body) @class
(object_declaration (type_identifier) @name (class_body)? @body) @class
(companion_object (type_identifier) @name (class_body)? @body) @class
(enum_entry (simple_identifier) @name (class_body)? @body) @constant
(type_alias (type_identifier) @name) @type
(function_declaration (simple_identifier) @name (function_body)? @body) @function
(secondary_constructor "constructor" @name "{"? @body) @method
(primary_constructor (class_parameter (binding_pattern_kind) (simple_identifier) @name) @field)
(property_declaration (modifiers (property_modifier) @modifier) (variable_declaration (simple_identifier) @name) "="? @body
  (#eq? @modifier "const")) @constant
(property_declaration (variable_declaration (simple_identifier) @name) ["=" (property_delegate) (getter)]? @body) @variable

(annotation) @annotation
(line_comment) @comment
(multiline_comment) @comment
(string_content) @text
(character_literal) @text
