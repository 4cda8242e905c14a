package shop.books

import shop.Money
import shop.till.*

@Entity
data class Book(val title: String, private var price: Int = 3, sold: Boolean) : Base(), Item {
    companion object {
        const val MAX = 10
    }
    val net: Int get() = price - 1
    fun plus(other: Book): Book = Book(title, price + other.price, false)
    constructor(title: String) : this(title, 2, false) {}
    inner class Page
}

object Single {
    fun go() {}
}

sealed interface Shape {
    fun area(): Double
}

enum class Color(val rgb: Int) {
    RED(1),
    GREEN(2) {
        override fun paint() {}
    };

    open fun paint() {}
}

typealias Handler = (Int) -> Unit

fun String.shout(times: Int) = "loud $times"
val top = 1
