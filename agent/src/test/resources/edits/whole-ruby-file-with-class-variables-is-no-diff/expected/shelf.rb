class Shelf
@@count = 1

  def add
    @@count += 1
  end
end
