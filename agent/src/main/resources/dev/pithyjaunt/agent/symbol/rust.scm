(use_declaration argument: (_) @import)
(extern_crate_declaration name: (_) @import)
(mod_item name: (_) @import !body)

(mod_item name: (_) @name body: (_)? @body) @module
(struct_item name: (_) @name body: (field_declaration_list) @body) @struct
(struct_item name: (_) @name) @struct
(union_item name: (_) @name body: (_) @body) @struct
(enum_item name: (_) @name body: (_) @body) @enum
(enum_variant name: (_) @name) @constant
(trait_item name: (_) @name body: (_) @body) @trait
(impl_item type: [
    (type_identifier) @name
    (scoped_type_identifier name: (_) @name)
    (generic_type type: [(type_identifier) @name (scoped_type_identifier name: (_) @name)])
    (reference_type) @name (array_type) @name (tuple_type) @name (pointer_type) @name
    (dynamic_type) @name (primitive_type) @name (function_type) @name]
  body: (_) @body) @implementation
(function_item name: (_) @name body: (_) @body) @function
(function_signature_item name: (_) @name) @function
(macro_definition name: (_) @name ["(" "[" "{"] @body) @macro
(const_item name: (_) @name value: (_)? @body) @constant
(static_item name: (_) @name value: (_)? @body) @variable
(type_item name: (_) @name) @type
(associated_type name: (_) @name) @type
(struct_item body: (field_declaration_list (field_declaration name: (_) @name) @field))
(union_item body: (field_declaration_list (field_declaration name: (_) @name) @field))

(attribute_item) @annotation
(line_comment) @comment
(block_comment) @comment
(string_content) @text
(char_literal) @text
