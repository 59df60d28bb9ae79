"""A stand-in for PySpark: no more than its way to a JVM, which is real, and Py4J's server in it too."""
