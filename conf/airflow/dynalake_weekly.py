"""Every Saturday at 04:00 UTC: DynamoDB exports the table, a Glue job converts the export.

The Glue job is that of glue-scripts/README.md or conf/aws. A run is named by its week, so a task
that Airflow tries again goes on with what is missing, and does nothing where all is done.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.amazon.aws.operators.glue import GlueJobOperator

with DAG(
    dag_id="dynalake_weekly",
    schedule="0 4 * * SAT",
    start_date=datetime(2024, 1, 6),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
    dagrun_timeout=timedelta(hours=44),
) as dag:
    GlueJobOperator(
        task_id="backfill",
        job_name="dynalake-backfill",
        script_args={
            "--table": "Orders",
            "--via": "pitr",
            "--landing": "s3a://LANDING/raw",
            "--target": "s3a://LAKE/orders",
            "--partition-by": "day(updatedAt)",
            "--write-mode": "overwrite-partitions",
            "--export-time": "{{ data_interval_end.strftime('%Y-%m-%dT00:00:00Z') }}",
            "--start-date": "{{ data_interval_start.strftime('%Y-%m-%d') }}",
            "--end-date": "{{ data_interval_end.strftime('%Y-%m-%d') }}",
            "--run-id": "orders-{{ data_interval_end.strftime('%Y%m%d') }}",
            "--ledger": "dynamodb://dynalake-ledger",
        },
        wait_for_completion=True,
        verbose=False,
    )
