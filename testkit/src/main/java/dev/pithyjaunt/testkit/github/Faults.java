package dev.pithyjaunt.testkit.github;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The faults that are on order.
final class Faults {

    private record Order(String method, String template, Fault fault, int left) {}

    private final List<Order> orders = new ArrayList<>();
    private boolean down;
    private double share;
    private Random dice = new Random(0);
    private Fault mood = new Fault.Cut();

    synchronized void add(String method, String template, int times, Fault fault) {
        orders.add(new Order(method, template, fault, times));
    }

    synchronized void down(boolean on) {
        down = on;
    }

    /// @param part of all requests, from 0 to 1
    synchronized void moods(double part, long seed, Fault fault) {
        share = part;
        dice = new Random(seed);
        mood = fault;
    }

    /// What happens to this request.
    synchronized Optional<Fault> next(String method, String template) {
        if (down) {
            return Optional.of(new Fault.Cut());
        }
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            if (order.method().equals(method) && order.template().equals(template)) {
                if (order.left() <= 1) {
                    orders.remove(i);
                } else {
                    orders.set(i, new Order(method, template, order.fault(), order.left() - 1));
                }
                return Optional.of(order.fault());
            }
        }
        return dice.nextDouble() < share ? Optional.of(mood) : Optional.empty();
    }
}
