package io.dynalake.capacity;

import java.util.UUID;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.ThreadSafeRpcEndpoint;
import scala.PartialFunction;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * The budget on the driver, reached by tasks through Spark's own RPC: the driver's port, its
 * authentication and encryption. This class and the address alone know Scala.
 *
 * <p>Messages are arrays of doubles, since an executor's RPC does not see the classes of the
 * application's jar.
 */
final class BudgetEndpoint implements ThreadSafeRpcEndpoint, AutoCloseable {
  static final double ASK = 0;
  static final double SETTLE = 1;
  static final double THROTTLED = 2;
  static final double LEAVE = 3;

  private final RpcEnv env;
  private final Budget budget;
  private final String name = "dynalake-budget-" + UUID.randomUUID();
  private final RpcEndpointRef self;

  private BudgetEndpoint(RpcEnv env, Budget budget) {
    this.env = env;
    this.budget = budget;
    this.self = env.setupEndpoint(name, this);
  }

  /** Makes a budget reachable; on the driver. */
  static BudgetEndpoint open(Budget budget) {
    return new BudgetEndpoint(SparkEnv.get().rpcEnv(), budget);
  }

  /** How tasks find it. */
  BudgetAddress address() {
    return new BudgetAddress(name);
  }

  @Override
  public void close() {
    env.stop(self);
  }

  @Override
  public RpcEnv rpcEnv() {
    return env;
  }

  @Override
  public PartialFunction<Object, BoxedUnit> receive() {
    return new Receiver(this::take);
  }

  @Override
  public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext context) {
    return new Receiver(
        message -> {
          Budget.Grant grant = budget.ask((long) message[1], message[2]);
          context.reply(new double[] {grant.pause(), grant.units()});
        });
  }

  private void take(double[] message) {
    if (message[0] == SETTLE) {
      budget.settle(message[2], message[3]);
    } else if (message[0] == THROTTLED) {
      budget.throttled();
    } else {
      budget.leave((long) message[1]);
    }
  }

  @FunctionalInterface
  private interface Handler {
    void handle(double[] message);
  }

  private static final class Receiver extends AbstractPartialFunction<Object, BoxedUnit> {
    private final Handler handler;

    Receiver(Handler handler) {
      this.handler = handler;
    }

    @Override
    public boolean isDefinedAt(Object message) {
      return message instanceof double[];
    }

    @Override
    public BoxedUnit apply(Object message) {
      handler.handle((double[]) message);
      return BoxedUnit.UNIT;
    }
  }
}
