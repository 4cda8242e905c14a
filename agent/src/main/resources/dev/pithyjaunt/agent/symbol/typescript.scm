(import_require_clause source: (string) @import)

(abstract_class_declaration name: (_) @name body: (_) @body) @class
(interface_declaration name: (_) @name body: (_) @body) @interface
(enum_declaration name: (_) @name body: (_) @body) @enum
(enum_body name: (_) @name @constant)
(enum_assignment name: (_) @name value: (_) @body) @constant
(type_alias_declaration name: (_) @name) @type
(internal_module name: (_) @name body: (_)? @body) @module
(module name: (_) @name body: (_)? @body) @module
(function_signature name: (_) @name) @function
(method_signature name: (_) @name) @method
(abstract_method_signature name: (_) @name) @method
(interface_body (property_signature name: (_) @name) @field)
(public_field_definition name: (_) @name value: (arrow_function body: (_) @body)) @method
(public_field_definition name: (_) @name value: (_)? @body) @field
