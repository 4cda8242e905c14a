((element (start_tag (tag_name) @tag) . (text) @name) @heading
  (#match? @tag "^[hH][1-6]$"))
((attribute (attribute_name) @attribute [(quoted_attribute_value (attribute_value) @name) (attribute_value) @name]) @element_id
  (#match? @attribute "^[iI][dD]$"))
((attribute (attribute_name) @attribute [(quoted_attribute_value (attribute_value) @import) (attribute_value) @import])
  (#match? @attribute "^(src|href)$"))
((attribute (attribute_name) @attribute [(quoted_attribute_value (attribute_value) @reference) (attribute_value) @reference])
  (#eq? @attribute "class"))
