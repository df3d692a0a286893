"""High availability: what happens to facts, checkpoints and promises when servers are killed."""

WHY_NOT = "./run test --ha kills servers with Patroni; it needs etcd: apt-get install etcd-server"
