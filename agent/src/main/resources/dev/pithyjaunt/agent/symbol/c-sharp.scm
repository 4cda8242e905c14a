(using_directive [(qualified_name) (identifier)] @import)

(namespace_declaration name: (_) @name body: (_) @body) @module
(file_scoped_namespace_declaration name: (_) @name) @module
(class_declaration name: (_) @name body: (_)? @body) @class
(record_declaration name: (_) @name body: (_)? @body) @class
(record_declaration (parameter_list (parameter name: (_) @name) @field))
(struct_declaration name: (_) @name body: (_)? @body) @struct
(interface_declaration name: (_) @name body: (_)? @body) @interface
(enum_declaration name: (_) @name body: (_)? @body) @enum
(enum_member_declaration name: (_) @name value: (_)? @body) @constant
(delegate_declaration name: (_) @name) @type
(method_declaration name: (_) @name body: (_)? @body) @method
(local_function_statement name: (_) @name body: (_)? @body) @function
(constructor_declaration name: (_) @name [body: (_) (constructor_initializer)]? @body) @method
(destructor_declaration name: (_) @name body: (_)? @body) @method
(operator_declaration operator: _ @name body: (_)? @body) @method
(indexer_declaration "this" @name [accessors: (_) value: (_)]? @body) @field
(property_declaration name: (_) @name [accessors: (_) value: (_)]? @body) @field
(event_declaration name: (_) @name accessors: (_)? @body) @field
(event_field_declaration (variable_declaration (variable_declarator name: (_) @name))) @field
(field_declaration (modifier "const") (variable_declaration (variable_declarator name: (_) @name "="? @body))) @constant
(field_declaration (variable_declaration (variable_declarator name: (_) @name "="? @body))) @field

(attribute_list) @annotation
(comment) @comment
(string_literal_content) @text
(string_content) @text
(character_literal) @text
(raw_string_literal) @text
(verbatim_string_literal) @text
