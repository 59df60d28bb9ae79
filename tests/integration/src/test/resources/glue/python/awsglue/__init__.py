"""Stand-ins for those modules of AWS Glue that the scripts use, by its documentation."""
