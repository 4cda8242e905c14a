(import_statement (string_value) @import)
(import_statement (call_expression (arguments (_) @import)))

(rule_set (selectors) @name (block) @body) @selector
(keyframes_statement (keyframes_name) @name (keyframe_block_list) @body) @selector
((declaration (property_name) @name ":" @body) @variable
  (#match? @name "^--"))

((call_expression (function_name) @function_name (arguments (plain_value) @reference))
  (#eq? @function_name "var"))
(comment) @comment
