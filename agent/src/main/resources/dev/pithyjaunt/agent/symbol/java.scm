(package_declaration (_) @text)
(import_declaration (scoped_identifier) @import)

(class_declaration name: (_) @name body: (_) @body) @class
(record_declaration name: (_) @name body: (_) @body) @class
(interface_declaration name: (_) @name body: (_) @body) @interface
(annotation_type_declaration name: (_) @name body: (_) @body) @interface
(enum_declaration name: (_) @name body: (_) @body) @enum
(enum_constant name: (_) @name body: (_)? @body) @constant
(method_declaration name: (_) @name body: (_)? @body) @method
(annotation_type_element_declaration name: (_) @name) @method
(constructor_declaration name: (_) @name body: (_) @body) @method
(compact_constructor_declaration name: (_) @name body: (_) @body) @method
(field_declaration declarator: (variable_declarator name: (_) @name value: (_)? @body)) @field
(constant_declaration declarator: (variable_declarator name: (_) @name value: (_)? @body)) @constant

(marker_annotation) @annotation
(annotation) @annotation
(line_comment) @comment
(block_comment) @comment
(string_fragment) @text
(multiline_string_fragment) @text
(character_literal) @text
