class Shelf
  @@count = 0

  def add
    @@count += 1
  end
end
