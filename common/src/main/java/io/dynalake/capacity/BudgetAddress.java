package io.dynalake.capacity;

import java.io.Serializable;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.util.RpcUtils;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The name of the endpoint, for tasks. */
public record BudgetAddress(String name) implements Serializable {
  /**
   * The pace of a task; on its executor.
   *
   * @param task its number, of no other task
   */
  public LeasedPace pace(long task) {
    SparkEnv env = SparkEnv.get();
    RpcEndpointRef driver = RpcUtils.makeDriverRef(name, env.conf(), env.rpcEnv());
    return new LeasedPace(new Remote(driver, task));
  }

  private record Remote(RpcEndpointRef driver, double task) implements LeasedPace.Lender {
    private static final ClassTag<double[]> REPLY = ClassTag$.MODULE$.apply(double[].class);

    @Override
    public Budget.Grant ask(double least) {
      double[] reply = driver.askSync(new double[] {BudgetEndpoint.ASK, task, least}, REPLY);
      return new Budget.Grant(reply[0], reply[1]);
    }

    @Override
    public void settle(double granted, double consumed) {
      driver.send(new double[] {BudgetEndpoint.SETTLE, task, granted, consumed});
    }

    @Override
    public void throttled() {
      driver.send(new double[] {BudgetEndpoint.THROTTLED, task});
    }

    @Override
    public void leave() {
      driver.send(new double[] {BudgetEndpoint.LEAVE, task});
    }
  }
}
