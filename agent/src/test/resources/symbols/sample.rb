require 'json'
require_relative "lib/a"
module M
  MAX = 3
  class C < Base
    include Comparable
    attr_accessor :name, :age
    A = 1
    def initialize(a, b: 2)
      @a = a
    end
    def self.build(x) = new(x)
    def <=>(other); end
    class << self
      def s; end
    end
    alias_method :old, :new_
    define_method(:dyn) { |x| x }
    private def priv?; end
  end
end
def top(a) ; end
class A::B; end
Point = Struct.new(:x)
