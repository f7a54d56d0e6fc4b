"""Kernels that start at once: one process imports the libraries, every notebook runs in a fork of it.

``server`` is that process, ``template`` the driver's handle on it, ``begun`` starts it as a fork of the driver where
the driver is still as good as new, ``provisioner`` tells jupyter_client how to start and end such a kernel, ``engine``
is what papermill calls, ``supply`` says where the kernels of a run come from. Each notebook still has a process of its
own; where a system cannot fork, or with ``--cold``, kernels start as papermill starts them.
"""
